/** Times as people read them. Pure: the present is always passed in. */

const cache = new Map<string, Intl.DateTimeFormat>()

function format(at: Date, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options)
  let formatter = cache.get(key)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', options)
    cache.set(key, formatter)
  }
  return formatter.format(at)
}

const dayMs = 86_400_000

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
}

/** Calendar days from `at` to `now`: 0 today, 1 yesterday, negative in the future. */
export function daysAgo(at: Date, now: Date): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / dayMs)
}

export const clockTime = (at: Date) => format(at, { hour: '2-digit', minute: '2-digit' })

/** `14:02` today, `Tue` within the week, `3 Nov`, and the year when it is not this one. */
export function listTime(at: Date, now: Date): string {
  const days = daysAgo(at, now)
  if (days === 0) return clockTime(at)
  if (days > 0 && days < 7) return format(at, { weekday: 'short' })
  if (at.getFullYear() === now.getFullYear()) return format(at, { day: 'numeric', month: 'short' })
  return format(at, { day: 'numeric', month: 'short', year: 'numeric' })
}

/** The heading of a day in a thread. */
export function dayName(at: Date, now: Date): string {
  const days = daysAgo(at, now)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  if (days === -1) return 'Tomorrow'
  const sameYear = at.getFullYear() === now.getFullYear()
  return format(at, { weekday: 'long', day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) })
}

/** `today at 14:02`, `tomorrow at 09:00`, `3 November at 14:02`: for the middle of a sentence. */
export function inSentence(at: Date, now: Date): string {
  const days = daysAgo(at, now)
  if (days === 0) return `today at ${clockTime(at)}`
  if (days === 1) return `yesterday at ${clockTime(at)}`
  if (days === -1) return `tomorrow at ${clockTime(at)}`
  const sameYear = at.getFullYear() === now.getFullYear()
  return `${format(at, { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) })} at ${clockTime(at)}`
}

/** The same where it stands alone: `Today at 14:02`. */
export function standingAlone(at: Date, now: Date): string {
  const text = inSentence(at, now)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Everything, for a tooltip and for the auditor. */
export function fullTime(at: Date): string {
  return format(at, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  })
}

/** `3 h 20 min`, `12 min`, `less than a minute`. */
export function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return 'less than a minute'
  const days = Math.floor(minutes / 1_440)
  const hours = Math.floor((minutes % 1_440) / 60)
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`
  if (hours > 0) return minutes % 60 > 0 ? `${hours} h ${minutes % 60} min` : `${hours} h`
  return `${minutes} min`
}

/** The wall clock of a contact in their own zone; `null` for a zone that does not exist. */
export function timeInZone(now: Date, zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }).format(now)
  } catch {
    return null
  }
}
