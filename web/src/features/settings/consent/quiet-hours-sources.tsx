import type { QuietHoursRow } from '@/api/sending'
import { dayInWords } from '@/lib/calendar-day'
import { Chip } from '@/ui/chip'
import { alone, rowWords } from './quiet-hours'

/** What each rule says, in words, with what it stands on. */
export function QuietHoursSources({ rows, coming }: { rows: QuietHoursRow[]; coming: QuietHoursRow[] }) {
  return (
    <ul className="space-y-3">
      {rows.map((row) => (
        <Source key={row.jurisdiction + row.effective_from} row={row} />
      ))}
      {coming.map((row) => (
        <Source key={row.jurisdiction + row.effective_from} row={row} from={dayInWords(row.effective_from)} />
      ))}
    </ul>
  )
}

function Source({ row, from }: { row: QuietHoursRow; from?: string }) {
  const hours = rowWords(row)
  return (
    <li>
      <p>
        <span className="font-medium">
          {alone(row.name)}
          {from && ` from ${from}`}:
        </span>{' '}
        {hours.charAt(0).toLowerCase() + hours.slice(1)}
        {row.closed_on && ', none on public holidays'}. {!row.sure && <Unsure />}
      </p>
      <p className="text-sm text-ink-muted">
        {row.source}. Written for {row.written_for}
        {!from && `, in force since ${dayInWords(row.effective_from)}`}
        {row.effective_until && ` until ${dayInWords(row.effective_until)}`}.
      </p>
      {row.note && <p className="text-sm text-ink-muted">{row.note}</p>}
    </li>
  )
}

/** A figure that stands on secondary sources only: kept, and said. */
export function Unsure() {
  return <Chip tone="held">Not certain</Chip>
}
