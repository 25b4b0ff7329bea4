import { createStore, useStore } from './store'

/**
 * The app's now: this machine's clock, moved forward when the log is seen to be ahead of it. Clocks differ, and the
 * demo's can be advanced by days; "in 45 minutes" must be right all the same.
 */
let aheadMs = 0

export function now(): Date {
  return new Date(Date.now() + aheadMs)
}

export function sawTime(at: string): void {
  const ahead = Date.parse(at) - Date.now()
  if (ahead > aheadMs && ahead > 2_000) {
    aheadMs = ahead
    minute.set(currentMinute())
  }
}

const currentMinute = () => Math.floor(now().getTime() / 60_000)
const minute = createStore(currentMinute())
setInterval(() => minute.set(currentMinute()), 5_000)

/** Renders again when the minute changes, for words such as "today" and "in 5 minutes". */
export function useNow(): Date {
  useStore(minute)
  return now()
}
