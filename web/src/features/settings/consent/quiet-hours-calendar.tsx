import { Link } from '@tanstack/react-router'
import type { QuietHoursRow, SendingTables } from '@/api/sending'
import { packOf } from './limits'
import { LimitsSummary } from './limits-summary'
import { afterIn, inCountry } from './places'
import {
  inForce,
  isCourtesy,
  regionsWithRules,
  rowsAbout,
  rowWords,
  spanWords,
  type Where,
  weekOf,
} from './quiet-hours'
import { QuietHoursSources } from './quiet-hours-sources'
import { WeekBands } from './week-bands'

interface QuietHoursCalendarProps {
  tables: SendingTables
  where: Where
  today: string
  onPick: (where: Where) => void
}

/** The week of one place: the hours that all its rules leave, what they stand on, and its limits. */
export function QuietHoursCalendar({ tables, where, today, onPick }: QuietHoursCalendarProps) {
  const about = rowsAbout(tables.hours.rows, where)
  const rows = about.filter((row) => inForce(row, today))
  const coming = about.filter((row) => row.effective_from > today)
  const pack = packOf(tables.limits.packs, where.country)
  const states = where.region ? [] : regionsWithRules(tables.hours.rows, where.country, today)
  const courtesy = tables.hours.rows.find(isCourtesy)
  const name = afterIn(where)
  const noOwn = where.region !== null && !rows.some((row) => row.region)
  return (
    <div className="grid items-start gap-4 lg:grid-cols-3">
      <div className="min-w-0 space-y-4 lg:col-span-2">
        <figure className="rounded-md border border-line bg-surface p-4">
          <figcaption className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="font-medium">Marketing texts in {name}</span>
            <span aria-hidden className="flex items-center gap-3 text-xs text-ink-muted">
              <span className="flex items-center gap-1.5">
                <span className="size-3 rounded-sm border border-accent bg-accent-line" /> May be sent
              </span>
              <span className="flex items-center gap-1.5">
                <span className="size-3 rounded-sm border border-line-strong bg-canvas" /> Quiet
              </span>
            </span>
          </figcaption>
          <WeekBands week={weekOf(rows)} label={`Hours in which marketing texts may be sent in ${name}`} />
          <p className="mt-3 text-sm text-ink-muted">
            By the clock of the customer. {rows.some((row) => row.closed_on) && 'On public holidays none are sent. '}
            {noOwn && 'No rule of its own here: the country’s holds. '}
            The store’s{' '}
            <Link
              to="/settings/{-$section}"
              params={{ section: 'hours' }}
              className="font-medium text-accent-ink underline-offset-2 hover:underline"
            >
              opening hours
            </Link>{' '}
            come on top.
          </p>
        </figure>
        {states.length > 0 && <States states={states} where={where} onPick={onPick} />}
        <section aria-label="Sources" className="rounded-md border border-line bg-surface p-4">
          <h4 className="mb-3 font-medium">What this stands on</h4>
          <QuietHoursSources rows={rows} coming={coming} />
          <p className="mt-4 border-t border-line pt-3 text-sm text-ink-muted">
            {courtesy &&
              `News of an order and automatic answers leave from ${spanWords(courtesy.monday_to_friday)} everywhere; what a person writes leaves at once. `}
            Table of quiet hours, version {tables.hours.version}. Read with care, and no legal advice.
          </p>
        </section>
      </div>
      {pack && <LimitsSummary pack={pack} where={where} version={tables.limits.version} />}
    </div>
  )
}

function States({ states, where, onPick }: { states: QuietHoursRow[]; where: Where; onPick: (where: Where) => void }) {
  const noun = where.country === 'CA' ? 'province' : 'state'
  return (
    <section aria-label="Stricter states" className="rounded-md border border-line bg-surface p-4">
      <h4 className="font-medium">
        {states.length === 1 ? `One ${noun} has` : `${states.length} ${noun}s have`} a rule of{' '}
        {states.length === 1 ? 'its' : 'their'} own
      </h4>
      <p className="mt-0.5 text-sm text-ink-muted">
        Where it is not known in which {noun} of {inCountry(where.country)} somebody is, every one of these is kept.
      </p>
      <ul className="mt-3 grid gap-x-4 gap-y-1 md:grid-cols-2">
        {states.map((row) => (
          <li key={row.jurisdiction}>
            <button
              type="button"
              className="flex w-full flex-col rounded-md px-2 py-1 text-left hover:bg-hover"
              onClick={() => onPick({ ...where, region: row.region ?? null })}
            >
              <span className="font-medium text-accent-ink">{row.name}</span>
              <span className="tabular text-xs text-ink-muted">
                {rowWords(row)}
                {row.closed_on && ', no holidays'}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
