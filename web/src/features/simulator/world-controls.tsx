import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FastForward } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import {
  abandonCart,
  advanceClock,
  type CartProduct,
  type FailureMode,
  phoneQuery,
  placeOrder,
  type Simulator,
  setFailureMode,
  simulatorQuery,
} from '@/api/simulator'
import { sawTime, useNow } from '@/lib/clock'
import { money } from '@/lib/money'
import { clockTime, dayName, duration } from '@/lib/time'
import { Button } from '@/ui/button'
import { SelectField } from '@/ui/field'
import { Thumbnail } from '@/ui/thumbnail'
import { tell, tellFailure } from '@/ui/toast'

const minute = 60
const leaps = [
  { name: '45 min', seconds: 45 * minute },
  { name: '1 hour', seconds: 60 * minute },
  { name: '1 day', seconds: 24 * 60 * minute },
]

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="space-y-3 border-b border-line p-4 last:border-b-0">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  )
}

export function ClockPanel({ state, readOnly }: { state: Simulator; readOnly: boolean }) {
  const client = useQueryClient()
  const now = useNow()
  const advancing = useMutation({
    mutationFn: advanceClock,
    onSuccess: ({ now: reached }) => {
      sawTime(reached)
      void client.invalidateQueries({ queryKey: simulatorQuery().queryKey })
      tell('The clock moved; whatever came due is on its way')
    },
    onError: (error) => tellFailure('The clock did not move', error),
  })
  return (
    <Panel title="Clock">
      <p>
        <span className="text-xl font-semibold tabular">{clockTime(now)}</span>{' '}
        <span className="text-ink-muted">
          {dayName(now, new Date(Date.now()))}
          {state.clock_offset_seconds > 0 && `, ${duration(state.clock_offset_seconds * 1_000)} ahead`}
        </span>
      </p>
      <fieldset className="flex min-w-0 flex-wrap gap-2">
        <legend className="sr-only">Fast-forward</legend>
        {leaps.map(({ name, seconds }) => (
          <Button
            key={name}
            size="sm"
            aria-label={`Fast-forward ${name}`}
            disabled={readOnly || advancing.isPending}
            onClick={() => advancing.mutate(seconds)}
          >
            <FastForward size={14} aria-hidden /> {name}
          </Button>
        ))}
      </fieldset>
      <p className="text-xs text-ink-muted">The whole demo store moves forward in time; it never goes back.</p>
    </Panel>
  )
}

interface ShopPanelProps {
  address: string
  products: CartProduct[]
  readOnly: boolean
}

export function ShopPanel({ address, products, readOnly }: ShopPanelProps) {
  const client = useQueryClient()
  const [chosen, setChosen] = useState<number[]>([0])
  const refresh = () => client.invalidateQueries({ queryKey: phoneQuery(address).queryKey })
  const abandoning = useMutation({
    mutationFn: () => abandonCart(address, chosen),
    onSuccess: () => {
      void refresh()
      tell('The cart was left at the checkout. Move the clock by 45 minutes to see the text.')
    },
    onError: (error) => tellFailure('The cart was not left', error),
  })
  const ordering = useMutation({
    mutationFn: () => placeOrder(address),
    onSuccess: () => {
      void refresh()
      tell('The order was placed')
    },
    onError: (error) => tellFailure('The order was not placed', error),
  })
  return (
    <Panel title="Shop">
      <fieldset disabled={readOnly} className="min-w-0 space-y-1">
        <legend className="mb-1 text-sm text-ink-muted">In the cart</legend>
        <div className="-mx-1 max-h-64 overflow-y-auto">
          {products.map((product, index) => (
            <label key={product.title} className="flex items-center gap-2.5 rounded-md px-1 py-1 hover:bg-hover">
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-accent"
                checked={chosen.includes(index)}
                onChange={(event) =>
                  setChosen(event.target.checked ? [...chosen, index] : chosen.filter((other) => other !== index))
                }
              />
              {product.image && <Thumbnail source={product.image} />}
              <span className="min-w-0 flex-1 truncate">{product.title}</span>
              <span className="text-ink-muted tabular">
                {money({ minor: product.price_minor, currency: product.currency })}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          size="sm"
          disabled={readOnly || chosen.length === 0}
          busy={abandoning.isPending}
          onClick={() => abandoning.mutate()}
        >
          Abandon the cart
        </Button>
        <Button size="sm" disabled={readOnly} busy={ordering.isPending} onClick={() => ordering.mutate()}>
          Place the order
        </Button>
      </div>
      <p className="text-xs text-ink-muted">Both arrive as signed Shopify webhooks, the way a real shop sends them.</p>
    </Panel>
  )
}

const failures: { mode: FailureMode; name: string; about: string }[] = [
  { mode: 'none', name: 'Works', about: 'Texts arrive within a second or two.' },
  { mode: 'refuse', name: 'Refuses', about: 'Texts are filtered as unwanted: they fail with a reason.' },
  {
    mode: 'opted_out',
    name: 'Says: opted out',
    about: 'Texts are refused, and the contact counts as unsubscribed from then on.',
  },
  {
    mode: 'undelivered',
    name: 'Cannot reach the phone',
    about: 'Texts are taken and reported as undeliverable a moment later.',
  },
  { mode: 'later', name: 'Is busy', about: 'Asks to come back later: texts wait and are tried again.' },
  {
    mode: 'hang',
    name: 'Takes it, answers nothing',
    about: 'Texts arrive, but the answer is lost: they are looked up, not sent twice.',
  },
  {
    mode: 'lost',
    name: 'Loses it, answers nothing',
    about: 'Texts vanish without an answer: they are looked up, then sent once more.',
  },
]

export function CarrierPanel({ mode, readOnly }: { mode: FailureMode; readOnly: boolean }) {
  const client = useQueryClient()
  const choosing = useMutation({
    mutationFn: setFailureMode,
    onSuccess: (now) =>
      client.setQueryData(simulatorQuery().queryKey, (state) => state && { ...state, failure_mode: now.mode }),
    onError: (error) => tellFailure('The phone network did not change', error),
  })
  const info = failures.find((failure) => failure.mode === mode)
  return (
    <Panel title="Phone network">
      <SelectField
        label="The carrier"
        hint={info?.about}
        disabled={readOnly || choosing.isPending}
        value={mode}
        onChange={(event) => choosing.mutate(event.target.value as FailureMode)}
      >
        {failures.map(({ mode: choice, name }) => (
          <option key={choice} value={choice}>
            {name}
          </option>
        ))}
      </SelectField>
    </Panel>
  )
}
