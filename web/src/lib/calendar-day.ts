const plain = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const full = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

const read = (day: string): Date | null => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : null
  return at && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? at : null
}

/** Whether it is a day of the calendar, such as `2026-12-25`. */
export const isDay = (day: string): boolean => read(day) !== null

/** `2026-12-25` as `25 December 2026`: a day of the calendar, in no zone. */
export const dayInWords = (day: string): string => {
  const at = read(day)
  return at ? plain.format(at) : day
}

/** `2026-12-25` as `Friday 25 December 2026`. */
export const dayWithWeekday = (day: string): string => {
  const at = read(day)
  return at ? full.format(at).replace(',', '') : day
}
