import type { Message } from '@/api/types'
import { clockTime, daysAgo, inSentence, timeInZone } from '@/lib/time'

const because: Record<string, string> = {
  outside_hours: 'the store is closed',
  quiet_hours: 'quiet hours where they are',
  cap: 'enough texts for now',
  minimum_gap: 'too soon after the last text',
}

/**
 * Until when a text waits and for what, in one line: by the clock of the contact where their zone is known and differs
 * from ours. The whole sentence with its source stands in the popover.
 */
export function heldWords(message: Pick<Message, 'due' | 'held_reason'>, zone: string | null, now: Date): string {
  const why = because[message.held_reason ?? ''] ?? message.held_reason?.replaceAll('_', ' ') ?? 'it may not leave yet'
  if (!message.due) return `Held: ${why}`
  const due = new Date(message.due)
  const theirs = zone ? timeInZone(due, zone)?.slice(-5) : null
  const ours = inSentence(due, now)
  if (!theirs || theirs === clockTime(due)) {
    const at = daysAgo(due, now) === 0 ? clockTime(due) : ours
    return `Held until ${at}${theirs ? '' : ' your time'}: ${why}`
  }
  return `Held until ${theirs} their time, ${ours} yours: ${why}`
}
