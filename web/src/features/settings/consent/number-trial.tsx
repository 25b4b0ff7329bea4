import { useQuery } from '@tanstack/react-query'
import { ChevronDown, CircleCheck, Clock } from 'lucide-react'
import { useState } from 'react'
import { explain } from '@/api/problem'
import { type SendingTimes, sendingTimesQuery, type TimingNow, type WhoAndWhen } from '@/api/sending'
import type { Id } from '@/api/types'
import { useNow } from '@/lib/clock'
import { displayNumber, readNumber } from '@/lib/phone-number'
import { clockTime, inSentence, timeInZone } from '@/lib/time'
import { usePaused } from '@/lib/use-paused'
import { cx } from '@/ui/class-names'
import { TextField } from '@/ui/field'
import { Skeleton } from '@/ui/skeleton'
import { placeWords } from './place-words'
import { Answer, AnswerFact, Examples } from './trial'

const examples = ['(305) 555-0123', '+1 808 555 0123', '+1 800 555 0123', '+44 7700 900123', '+33 6 12 34 56 78']

type Known = Required<Pick<WhoAndWhen, 'postal_code' | 'country' | 'region' | 'time_zone' | 'at'>>
const nothingMore: Known = { postal_code: '', country: '', region: '', time_zone: '', at: '' }

/** A moment typed in this browser's zone. */
const moment = (field: string): string | undefined => {
  const at = new Date(field)
  return field === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** Where a number may be, and whether it may be texted. */
export function NumberTrial({ store }: { store: Id }) {
  const [typed, setTyped] = useState('')
  const [known, setKnown] = useState(nothingMore)
  const [unfolded, setUnfolded] = useState(false)
  const paused = usePaused(JSON.stringify({ typed, known }))
  const current = JSON.stringify({ typed, known })
  const asked = questionOf(JSON.parse(paused) as { typed: string; known: Known })
  const times = useQuery(sendingTimesQuery(store, asked))
  const number = readNumber(typed)
  const empty = typed.trim() === ''
  const learn = (part: Partial<Known>) => setKnown({ ...known, ...part })
  return (
    <div className="grid gap-4 rounded-md border border-line bg-surface p-4 lg:grid-cols-2 lg:gap-6">
      <div className="space-y-3">
        <TextField
          label="Phone number"
          type="tel"
          hint={
            number && number !== typed.trim()
              ? `Read as ${number}`
              : 'In any form; other countries with “+” and their code.'
          }
          error={
            !empty && number === null && typed.length > 5
              ? 'No phone number yet: it needs more digits, or its country code.'
              : undefined
          }
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Examples label="Examples of numbers" texts={examples} chosen={typed} onChoose={setTyped} />
        <button
          type="button"
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
          className="-ml-1 inline-flex h-8 items-center gap-1 rounded-sm px-1 text-sm font-medium text-accent-ink"
        >
          <ChevronDown size={14} aria-hidden className={cx('transition-transform', !unfolded && '-rotate-90')} />
          What else is known, and when
        </button>
        {unfolded && (
          <div className="grid gap-3 md:grid-cols-2">
            <TextField
              label="ZIP or postal code"
              value={known.postal_code}
              onChange={(event) => learn({ postal_code: event.target.value })}
            />
            <TextField
              label="State or province"
              placeholder="FL"
              value={known.region}
              onChange={(event) => learn({ region: event.target.value })}
            />
            <TextField
              label="Country"
              placeholder="US"
              maxLength={2}
              value={known.country}
              onChange={(event) => learn({ country: event.target.value.toUpperCase() })}
            />
            <TextField
              label="Time zone"
              placeholder="America/New_York"
              value={known.time_zone}
              onChange={(event) => learn({ time_zone: event.target.value })}
            />
            <div className="md:col-span-2">
              <TextField
                label="At"
                type="datetime-local"
                hint="By your clock. Empty means now."
                value={known.at}
                onChange={(event) => learn({ at: event.target.value })}
              />
            </div>
          </div>
        )}
      </div>
      <Answer label="When it may be texted" waiting={number !== null && (current !== paused || times.isFetching)}>
        {number === null ? (
          <p className="text-ink-muted">Enter a number to see where it may be and when it may be texted.</p>
        ) : times.isError ? (
          <p role="alert" className="text-danger-ink">
            {explain(times.error)}
          </p>
        ) : times.data ? (
          <Times times={times.data} number={asked?.number ?? number} moment={asked?.at} />
        ) : (
          <div className="space-y-2">
            <Skeleton className="h-4 w-2/3" />
            <Skeleton className="h-4 w-full" />
          </div>
        )}
      </Answer>
    </div>
  )
}

function questionOf({ typed, known }: { typed: string; known: Known }): WhoAndWhen | null {
  const number = readNumber(typed)
  if (number === null) return null
  const told = Object.entries({ ...known, at: moment(known.at) ?? '' }).filter(([, value]) => value.trim() !== '')
  return { number, ...Object.fromEntries(told.map(([name, value]) => [name, value.trim()])) }
}

function Times({ times, number, moment: at }: { times: SendingTimes; number: string; moment?: string }) {
  const { where, from } = placeWords(times.place)
  const zone = times.place.zones.length === 1 ? times.place.zones[0] : undefined
  return (
    <>
      <p className="tabular text-sm text-ink-muted">{displayNumber(number)}</p>
      <p className="font-medium">{where}</p>
      <p className="text-sm text-ink-muted">{from}</p>
      <div className="mt-3 space-y-3 border-t border-line pt-3">
        <Timing name="Cart reminders and campaigns" timing={times.marketing} zone={zone} asked={at} />
        <Timing name="Order news and automatic answers" timing={times.service} zone={zone} asked={at} />
      </div>
      <dl className="mt-3 space-y-1.5 border-t border-line pt-3 text-sm">
        {times.place.zones.length > 0 && (
          <AnswerFact name={times.place.zones.length === 1 ? 'Time zone' : 'Time zones'}>
            {times.place.zones.map((zone) => zone.replaceAll('_', ' ')).join(', ')}
          </AnswerFact>
        )}
        <AnswerFact name="Table">
          <span className="tabular">{times.version}</span>
        </AnswerFact>
      </dl>
    </>
  )
}

function Timing({
  name,
  timing,
  zone,
  asked,
}: {
  name: string
  timing: TimingNow
  /** Where it is known for sure. */
  zone?: string
  asked?: string
}) {
  const now = useNow()
  const open = timing.timing === 'allowed'
  const Icon = open ? CircleCheck : Clock
  const moment = asked ? 'then' : 'now'
  return (
    <div className="flex gap-2">
      <Icon size={16} aria-hidden className={cx('mt-0.5 shrink-0', open ? 'text-accent-ink' : 'text-held-ink')} />
      <div className="min-w-0">
        <p>
          <span className="text-ink-muted">{name}:</span>{' '}
          <span className="font-medium">
            {open
              ? `may be sent ${moment}`
              : timing.timing === 'held'
                ? `not ${moment}, but from ${untilWords(timing.until, zone, now)}`
                : 'may not be sent'}
          </span>
        </p>
        {!open && <p className="text-sm text-ink-muted">{timing.says}</p>}
      </div>
    </div>
  )
}

function untilWords(until: string, zone: string | undefined, now: Date): string {
  const at = new Date(until)
  const theirs = zone ? timeInZone(at, zone)?.slice(-5) : undefined
  const ours = inSentence(at, now)
  return theirs && theirs !== clockTime(at) ? `${theirs} there, ${ours} your time` : `${ours} your time`
}
