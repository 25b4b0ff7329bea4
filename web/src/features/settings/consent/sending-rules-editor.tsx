import { useQuery } from '@tanstack/react-query'
import { sendingTablesQuery } from '@/api/sending'
import type { Sections } from '@/api/settings'
import { countryName } from '@/lib/countries'
import { TextArea, TextField } from '@/ui/field'
import { Switch } from '@/ui/switch'
import type { EditorProps } from '../store-section'
import { useConsentSearch } from './consent-search'
import { type CapName, countryLimit, packOf, withoutEffect } from './limits'
import { isLimit, isRate, namesCarts, percentOf, permilleOf } from './sending-rules'

type Rules = Sections['sending-rules']

const caps: { cap: CapName; label: string; unit: string }[] = [
  { cap: 'marketing_per_day', label: 'Marketing texts a day', unit: 'a day' },
  { cap: 'marketing_per_week', label: 'Marketing texts a week', unit: 'a week' },
  { cap: 'automated_per_day', label: 'All automated texts a day', unit: 'a day' },
  { cap: 'automated_per_week', label: 'All automated texts a week', unit: 'a week' },
  { cap: 'texts_per_cart', label: 'Reminders of one cart', unit: 'a cart' },
  { cap: 'cart_within_hours', label: 'Hours in which a cart is reminded of', unit: 'hours' },
  { cap: 'minimum_gap_minutes', label: 'Minutes between two texts', unit: 'minutes' },
]

const doubtful: { value: Rules['doubtful_opt_out']; label: string; hint: string }[] = [
  {
    value: 'opt_out',
    label: 'Obey it',
    hint: 'The customer is opted out, and the confirmation says how to come back.',
  },
  { value: 'ask_person', label: 'Ask a person', hint: 'It goes to an agent, and nothing automated leaves meanwhile.' },
]

export function SendingRulesEditor({ value, onChange }: EditorProps<Rules>) {
  const change = (part: Partial<Rules>) => onChange({ ...value, ...part })
  const wording = value.checkout_wording.trim()
  const rate = percentOf(value.opt_out_threshold_permille)
  return (
    <>
      <fieldset className="min-w-0 rounded-md border border-line bg-surface p-4">
        <legend className="sr-only">A text that may be an opt-out</legend>
        <p aria-hidden className="font-medium">
          A text that may be an opt-out
        </p>
        <p className="text-xs text-ink-muted">
          “Not interested”, “you text too much”. What is certainly an opt-out is always obeyed at once.
        </p>
        <div className="mt-3 grid gap-2 md:grid-cols-2">
          {doubtful.map((choice) => (
            <label
              key={choice.value}
              className="flex cursor-pointer items-start gap-2.5 rounded-md border border-line p-3 has-checked:border-accent has-checked:bg-accent-soft has-disabled:cursor-default"
            >
              <input
                type="radio"
                name="doubtful_opt_out"
                className="mt-0.5 size-4 shrink-0 accent-accent"
                checked={value.doubtful_opt_out === choice.value}
                onChange={() => change({ doubtful_opt_out: choice.value })}
              />
              <span>
                <span className="block font-medium">{choice.label}</span>
                <span className="block text-xs text-ink-muted">{choice.hint}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="rounded-md border border-line bg-surface p-4">
        <Switch
          label="Ask twice (double opt-in)"
          hint="A box ticked at the checkout counts only once the customer has answered YES. Nothing but that question is sent before."
          checked={value.double_opt_in}
          onChange={(double_opt_in) => change({ double_opt_in })}
        />
      </div>
      <div className="space-y-2">
        <TextArea
          label="Words at the checkout"
          hint="What stands beside the box that customers tick. Kept with each consent as its wording."
          rows={4}
          maxLength={2_000}
          value={value.checkout_wording}
          onChange={(event) => change({ checkout_wording: event.target.value })}
        />
        {!namesCarts(wording) && (
          <p role="status" className="rounded-md bg-held-soft px-3 py-2 text-held-ink">
            {wording === '' ? 'Without words' : 'These words do not name carts:'} no cart reminders are sent in the
            United States and Canada, where carriers ask that customers agree to them. Add “reminders about my cart”.
          </p>
        )}
      </div>
      <div className="grid gap-5 md:grid-cols-2">
        <TextField
          label="How often you text"
          hint="As the first text says it. Empty means “msg frequency varies”."
          placeholder="up to 4 msgs/month"
          maxLength={60}
          value={value.frequency}
          onChange={(event) => change({ frequency: event.target.value })}
        />
        <TextField
          label="Opt-outs at which a campaign or flow pauses, in %"
          hint={rate === 0 ? '0: nothing pauses by itself.' : `${value.opt_out_threshold_permille} of 1,000 texts.`}
          error={isRate(value.opt_out_threshold_permille) ? undefined : 'Between 0 and 100.'}
          type="number"
          min={0}
          max={100}
          step={0.1}
          value={Number.isNaN(rate) ? '' : rate}
          onChange={(event) => change({ opt_out_threshold_permille: permilleOf(event.target.valueAsNumber) })}
        />
      </div>
      <Caps value={value.caps} onChange={(next) => change({ caps: next })} />
    </>
  )
}

function Caps({ value, onChange }: { value: Rules['caps']; onChange: (next: Rules['caps']) => void }) {
  const tables = useQuery(sendingTablesQuery()).data
  const { where } = useConsentSearch()
  const pack = tables ? packOf(tables.limits.packs, where.country) : null
  const country = countryName(where.country)
  const hint = (cap: CapName, unit: string) => {
    const limit = pack ? countryLimit(pack, cap) : null
    if (!pack) return ' '
    if (withoutEffect(cap, value[cap], limit)) return `No effect: ${country} has ${limit} ${unit}, which is stricter.`
    return limit === null ? `${country}: no limit` : `${country}: ${limit} ${unit}`
  }
  return (
    <section aria-label="Stricter limits" className="rounded-md border border-line bg-surface p-4">
      <h4 className="font-medium">Stricter limits</h4>
      <p className="text-xs text-ink-muted">
        Of one customer. Empty means the country’s own; looser ones have no effect. Shown beside: the limits of the
        country that is chosen above.
      </p>
      <div className="mt-3 grid gap-4 md:grid-cols-2 lg:grid-cols-3">
        {caps.map(({ cap, label, unit }) => (
          <TextField
            key={cap}
            label={label}
            hint={hint(cap, unit)}
            error={isLimit(value[cap]) ? undefined : 'A whole number, or empty.'}
            type="number"
            min={0}
            step={1}
            placeholder="As the country"
            value={value[cap] === null || Number.isNaN(value[cap]) ? '' : value[cap]}
            onChange={(event) =>
              onChange({ ...value, [cap]: event.target.value === '' ? null : event.target.valueAsNumber })
            }
          />
        ))}
      </div>
    </section>
  )
}
