import type { CSSProperties } from 'react'
import type { Span } from '@/api/sending'
import { clockTime, weekdays } from '../opening-hours'
import { spanWords, type Week } from './quiet-hours'

const dayMinutes = 1_440
const hourLines = [0, 360, 720, 1_080, 1_440]

const percent = (minutes: number) => `${(minutes / dayMinutes) * 100}%`
/** Along the day: downwards in columns, to the right in rows. */
const along = ({ from, until }: Span) => ({ '--from': percent(from), '--size': percent(until - from) }) as CSSProperties

/** Seven days as bands of hours: columns, or rows on a phone. The hours stand in words below each band. */
export function WeekBands({ week, label }: { week: Week; label: string }) {
  return (
    <div className="md:flex md:gap-2">
      <div aria-hidden className="relative mt-6 h-52 w-9 shrink-0 text-2xs text-ink-faint max-md:hidden">
        {hourLines.map((minutes) => (
          <span key={minutes} className="tabular absolute right-0 -translate-y-1/2" style={{ top: percent(minutes) }}>
            {clockTime(minutes)}
          </span>
        ))}
      </div>
      <ol aria-label={label} className="grid min-w-0 flex-1 gap-1 md:gap-1.5 md:grid-cols-7">
        {weekdays.map((day) => (
          <li key={day} className="flex min-h-8 min-w-0 items-center gap-2 md:flex-col md:items-stretch md:gap-0">
            <span className="w-9 shrink-0 text-xs font-medium md:h-6 md:w-auto md:text-center">
              <span aria-hidden>{day.slice(0, 3).replace(/^./, (first) => first.toUpperCase())}</span>
              <span className="sr-only">{day}: </span>
            </span>
            <div
              aria-hidden
              className="relative h-6 min-w-0 flex-1 overflow-hidden rounded-sm border border-line bg-canvas md:h-52 md:flex-none"
            >
              {hourLines.slice(1, -1).map((minutes) => (
                <span
                  key={minutes}
                  style={along({ from: minutes, until: minutes })}
                  className="absolute bg-line max-md:inset-y-0 max-md:left-(--from) max-md:w-px md:inset-x-0 md:top-(--from) md:h-px"
                />
              ))}
              {week[day].map((span) => (
                <span
                  key={span.from}
                  style={along(span)}
                  className="absolute rounded-sm border border-accent bg-accent-line max-md:inset-y-0 max-md:left-(--from) max-md:w-(--size) md:inset-x-0 md:top-(--from) md:h-(--size)"
                />
              ))}
            </div>
            <DayHours spans={week[day]} />
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Room for two spans is always kept, so that nothing below moves when another place is chosen. */
function DayHours({ spans }: { spans: Span[] }) {
  return (
    <span className="tabular w-24 shrink-0 text-xs text-ink-muted md:mt-1.5 md:min-h-8 md:w-auto md:text-center">
      <span className="sr-only">{spanWords(spans) || 'no texts'}</span>
      {spans.length === 0 && <span aria-hidden>None</span>}
      {spans.map(({ from, until }) => (
        <span key={from} aria-hidden className="block whitespace-nowrap">
          {clockTime(from)}–{clockTime(until)}
        </span>
      ))}
    </span>
  )
}
