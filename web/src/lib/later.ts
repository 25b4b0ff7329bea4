export interface SendTime {
  id: string
  label: string
  at: Date
}

function dayAt(now: Date, days: number, hour: number): Date {
  const at = new Date(now)
  at.setDate(at.getDate() + days)
  at.setHours(hour, 0, 0, 0)
  return at
}

/** Times people mean by "later", all in the future. Used for sending later and for snoozing. */
export function laterTimes(now: Date): SendTime[] {
  const untilMonday = (8 - now.getDay()) % 7 || 7
  const times: SendTime[] = [
    { id: 'hour', label: 'In an hour', at: new Date(now.getTime() + 3_600_000) },
    { id: 'three_hours', label: 'In three hours', at: new Date(now.getTime() + 3 * 3_600_000) },
    { id: 'evening', label: 'This evening', at: dayAt(now, 0, 18) },
    { id: 'morning', label: 'Tomorrow morning', at: dayAt(now, 1, 9) },
    { id: 'monday', label: 'Monday morning', at: dayAt(now, untilMonday, 9) },
  ]
  return times.filter((time) => time.at.getTime() > now.getTime() + 60_000)
}

/** `in 20 minutes`, `in 3 hours`, `in 2 days`, `15:30`, `tomorrow 9:00`; anything else is `null`. */
export function readTime(typed: string, now: Date): Date | null {
  const relative = /^(?:in\s+)?(\d{1,3})\s*(m|min|minutes?|h|hours?|d|days?)$/i.exec(typed.trim())
  if (relative) {
    const unit = relative[2]?.[0]?.toLowerCase()
    const ms = unit === 'm' ? 60_000 : unit === 'h' ? 3_600_000 : 86_400_000
    return new Date(now.getTime() + Number(relative[1]) * ms)
  }
  const clock = /^(tomorrow\s+)?(\d{1,2}):(\d{2})$/i.exec(typed.trim())
  if (!clock) return null
  const [hour, minute] = [Number(clock[2]), Number(clock[3])]
  if (hour > 23 || minute > 59) return null
  const at = dayAt(now, clock[1] ? 1 : 0, hour)
  at.setMinutes(minute)
  if (at <= now) at.setDate(at.getDate() + 1)
  return at
}
