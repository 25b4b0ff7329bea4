// The table of quiet hours, read for one place. Pure: the day is always passed in.

import type { QuietHoursRow, Span } from '@/api/sending'
import { clockTime, type Weekday, weekdays } from '../opening-hours'

export type Week = Record<Weekday, Span[]>

export interface Where {
  /** ISO 3166-1, such as `US`. */
  country: string
  /** State or province, such as `FL`. */
  region: string | null
}

const wholeDay: Span[] = [{ from: 0, until: 1_440 }]

/** What lies in both, in order. */
export function intersection(one: readonly Span[], other: readonly Span[]): Span[] {
  return one
    .flatMap((span) =>
      other.map((against) => ({
        from: Math.max(span.from, against.from),
        until: Math.min(span.until, against.until),
      })),
    )
    .filter((span) => span.from < span.until)
    .sort((a, b) => a.from - b.from)
}

export function spansOf(row: QuietHoursRow, day: Weekday): Span[] {
  return day === 'saturday' ? row.saturday : day === 'sunday' ? row.sunday : row.monday_to_friday
}

/** Whether a row is in force on a day such as `2026-11-03`. */
export const inForce = (row: QuietHoursRow, day: string): boolean =>
  row.effective_from <= day && (!row.effective_until || day <= row.effective_until)

export const isCourtesy = (row: QuietHoursRow): boolean => row.jurisdiction === 'courtesy'

const speaksFor = (row: QuietHoursRow, country: string) => row.country === country || row.also.includes(country)

/** The rows about a place, the country's first, whenever they are in force; the default where no row names the country. */
export function rowsAbout(rows: readonly QuietHoursRow[], { country, region }: Where): QuietHoursRow[] {
  const named = rows.filter((row) => speaksFor(row, country) && (!row.region || row.region === region))
  const found = named.length > 0 ? named : rows.filter((row) => row.jurisdiction === 'default')
  return [...found].sort((a, b) => Number(Boolean(a.region)) - Number(Boolean(b.region)))
}

/** States or provinces of a country that have a rule of their own on that day, by name. */
export const regionsWithRules = (rows: readonly QuietHoursRow[], country: string, day: string): QuietHoursRow[] =>
  rows
    .filter((row) => row.region && row.country === country && inForce(row, day))
    .sort((a, b) => a.name.localeCompare(b.name))

/** The hours in which every one of the rows lets a text go: the strictest of them, taken together. */
export function weekOf(rows: readonly QuietHoursRow[]): Week {
  const day = (weekday: Weekday) =>
    rows.reduce((allowed, row) => intersection(allowed, spansOf(row, weekday)), [...wholeDay])
  return Object.fromEntries(weekdays.map((weekday) => [weekday, day(weekday)])) as Week
}

/** `08:00 to 20:00`, `10:00 to 13:00 and 14:00 to 20:00`; nothing for a closed day. */
export const spanWords = (spans: readonly Span[]): string =>
  spans.map(({ from, until }) => `${clockTime(from)} to ${clockTime(until)}`).join(' and ')

const sameSpans = (one: readonly Span[], other: readonly Span[]) => spanWords(one) === spanWords(other)

/** `Every day 08:00 to 20:00`; `Monday to Friday 09:00 to 18:00, Saturday 10:00 to 17:00, Sunday none`. */
export function rowWords(row: QuietHoursRow): string {
  const { monday_to_friday: week, saturday, sunday } = row
  const words = (name: string, spans: readonly Span[]) => `${name} ${spanWords(spans) || 'none'}`
  if (sameSpans(week, saturday) && sameSpans(saturday, sunday)) return words('Every day', week)
  if (sameSpans(week, saturday)) return `${words('Monday to Saturday', week)}, ${words('Sunday', sunday)}`
  if (sameSpans(saturday, sunday)) {
    return `${words('Monday to Friday', week)}, ${words('Saturday and Sunday', saturday)}`
  }
  return `${words('Monday to Friday', week)}, ${words('Saturday', saturday)}, ${words('Sunday', sunday)}`
}

/** `the United States` stands alone as `United States`. */
export const alone = (name: string): string => {
  const bare = name.replace(/^the /, '')
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

/** `2026-11-03` where this browser is. */
export function localDay(at: Date): string {
  const digits = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${digits(at.getMonth() + 1)}-${digits(at.getDate())}`
}

export type SortKey = 'place' | 'weekdays' | 'saturday' | 'sunday' | 'since'

const hoursLong = (spans: readonly Span[]) => spans.reduce((sum, { from, until }) => sum + until - from, 0)

const order: Record<SortKey, (one: QuietHoursRow, other: QuietHoursRow) => number> = {
  place: () => 0,
  weekdays: (one, other) => hoursLong(one.monday_to_friday) - hoursLong(other.monday_to_friday),
  saturday: (one, other) => hoursLong(one.saturday) - hoursLong(other.saturday),
  sunday: (one, other) => hoursLong(one.sunday) - hoursLong(other.sunday),
  since: (one, other) => one.effective_from.localeCompare(other.effective_from),
}

/** By length of the day, fewest hours first, or by name; a state stands after its country's name. */
export function sorted(
  rows: readonly QuietHoursRow[],
  key: SortKey,
  backwards: boolean,
  nameOf: (row: QuietHoursRow) => string,
): QuietHoursRow[] {
  const turn = backwards ? -1 : 1
  return [...rows].sort((a, b) => turn * (order[key](a, b) || nameOf(a).localeCompare(nameOf(b))))
}
