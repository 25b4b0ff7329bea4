import { ArrowDown, ArrowUp } from 'lucide-react'
import type { QuietHoursRow } from '@/api/sending'
import { dayInWords } from '@/lib/calendar-day'
import { countryName } from '@/lib/countries'
import type { ConsentSearch } from './consent-search'
import { alone, inForce, type SortKey, sorted, spanWords, type Where } from './quiet-hours'
import { Unsure } from './quiet-hours-sources'

interface QuietHoursTableProps {
  rows: QuietHoursRow[]
  version: string
  today: string
  q: string
  sort: ConsentSearch['sort']
  onChange: (next: Record<string, string | undefined>) => void
  onPick: (where: Where) => void
}

/** `United States, Florida` stands after `United States`. */
const nameOf = (row: QuietHoursRow): string =>
  row.region && row.country ? `${countryName(row.country)}, ${row.name}` : alone(row.name)

const columns: { key: SortKey; name: string }[] = [
  { key: 'place', name: 'Place' },
  { key: 'weekdays', name: 'Monday to Friday' },
  { key: 'saturday', name: 'Saturday' },
  { key: 'sunday', name: 'Sunday' },
  { key: 'since', name: 'In force' },
]

const cell = 'border-b border-line px-3 py-2 align-top first:pl-4 last:pr-4'

/** Every row of the table, to be searched and sorted. */
export function QuietHoursTable({ rows, version, today, q, sort, onChange, onPick }: QuietHoursTableProps) {
  const wanted = q.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (row: QuietHoursRow) => {
    const text = `${nameOf(row)} ${row.jurisdiction} ${row.also.map(countryName).join(' ')} ${row.source} ${row.note ?? ''}`
    return wanted.every((word) => text.toLowerCase().includes(word))
  }
  const shown = sorted(rows.filter(fits), sort.key, sort.backwards, nameOf)
  const sortBy = (key: SortKey) => {
    const backwards = sort.key === key && !sort.backwards
    onChange({ sort: backwards ? `-${key}` : key === 'place' ? undefined : key })
  }
  return (
    <div className="space-y-3">
      <p role="status" className="text-sm text-ink-muted">
        {shown.length === rows.length ? `${rows.length} rules` : `${shown.length} of ${rows.length} rules`}, version{' '}
        {version}
      </p>
      <section
        aria-label="Table of quiet hours"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto rounded-md border border-line bg-surface"
      >
        <table className="w-full min-w-dialog-wide border-separate border-spacing-0 text-left">
          <caption className="sr-only">Table of quiet hours, version {version}</caption>
          <thead>
            <tr>
              {columns.map(({ key, name }) => {
                const on = sort.key === key
                const Arrow = sort.backwards ? ArrowDown : ArrowUp
                return (
                  <th
                    key={key}
                    scope="col"
                    aria-sort={on ? (sort.backwards ? 'descending' : 'ascending') : undefined}
                    className="border-b border-line bg-canvas px-1 first:left-0 first:pl-2 max-md:first:sticky"
                  >
                    <button
                      type="button"
                      className="inline-flex h-8 items-center gap-1 rounded-sm px-2 text-xs font-medium whitespace-nowrap text-ink-muted hover:text-ink"
                      onClick={() => sortBy(key)}
                    >
                      {name}
                      <Arrow size={12} aria-hidden className={on ? '' : 'invisible'} />
                    </button>
                  </th>
                )
              })}
              <th scope="col" className="border-b border-line bg-canvas px-3 text-xs font-medium text-ink-muted">
                Source
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.jurisdiction + row.effective_from}>
                <th scope="row" className={`${cell} bg-surface font-normal max-md:sticky max-md:left-0`}>
                  <Place row={row} onPick={onPick} />
                </th>
                <Hours spans={row.monday_to_friday} />
                <Hours spans={row.saturday} />
                <Hours spans={row.sunday} />
                <td className={`${cell} tabular whitespace-nowrap`}>
                  {inForce(row, today) ? 'Since' : row.effective_from > today ? 'From' : 'Until'}{' '}
                  {dayInWords(
                    row.effective_until && row.effective_until < today ? row.effective_until : row.effective_from,
                  )}
                </td>
                <td className={`${cell} min-w-60 text-sm text-ink-muted`}>
                  {row.source} {!row.sure && <Unsure />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && (
          <p className="p-6 text-center text-ink-muted">
            No rule names “{q}”. Where no rule names a country, the one for any other country holds.
          </p>
        )}
      </section>
    </div>
  )
}

function Place({ row, onPick }: { row: QuietHoursRow; onPick: (where: Where) => void }) {
  const name = nameOf(row)
  const country = row.country
  return (
    <>
      {country ? (
        <button
          type="button"
          className="text-left font-medium text-accent-ink underline-offset-2 hover:underline"
          onClick={() => onPick({ country, region: row.region ?? null })}
        >
          {name}
        </button>
      ) : (
        <span className="font-medium">{row.jurisdiction === 'courtesy' ? 'Order news, everywhere' : name}</span>
      )}
      {row.closed_on && <span className="block text-xs text-ink-muted">No public holidays</span>}
    </>
  )
}

function Hours({ spans }: { spans: QuietHoursRow['saturday'] }) {
  return (
    <td className={`${cell} tabular`}>
      {spans.length === 0 ? (
        <span className="text-ink-muted">None</span>
      ) : (
        spans.map((span) => (
          <span key={span.from} className="block whitespace-nowrap">
            {spanWords([span])}
          </span>
        ))
      )}
    </td>
  )
}
