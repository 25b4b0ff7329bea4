// Opening hours as the store keeps them (periods in minutes from midnight) and as a form shows them (a row a day).

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

export interface OpenPeriod {
  day: Weekday
  /** Minutes from local midnight. */
  from: number
  /** Minutes from local midnight; 1440 is the end of the day. */
  until: number
}

/** 540 is "09:00"; 1440 is "24:00". */
export function clockTime(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  return `${String(hours).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** Minutes from midnight, or `null` if it is no time of day. A period that ends at 00:00 ends with the day. */
export function minutesOf(time: string, end = false): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(time.trim())
  if (!match) return null
  const hours = Number(match[1])
  const minutes = Number(match[2])
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return null
  const total = hours * 60 + minutes
  return end && total === 0 ? 1440 : total
}

/** In order, each day once. */
export const withHoliday = (holidays: readonly string[], ...more: string[]): string[] =>
  [...new Set([...holidays, ...more])].sort()

export const withoutHoliday = (holidays: readonly string[], day: string): string[] =>
  withHoliday(holidays).filter((other) => other !== day)

export function periodsOf(periods: readonly OpenPeriod[], day: Weekday): OpenPeriod[] {
  return periods.filter((period) => period.day === day).sort((one, other) => one.from - other.from)
}

/** What is wrong with one day's periods, in a sentence, or `null`. */
export function dayProblem(periods: readonly OpenPeriod[]): string | null {
  const sorted = [...periods].sort((one, other) => one.from - other.from)
  for (const [index, period] of sorted.entries()) {
    if (period.from >= period.until) return 'The end must be later than the start.'
    const next = sorted[index + 1]
    if (next && next.from < period.until) return 'Two periods overlap: join them.'
  }
  return null
}
