import type { Author, Item, MessageItem, NoteItem, SystemItem } from '@/api/types'
import { dayName } from '@/lib/time'
import type { Echo } from '@/live/local-echo'

/** What stands in a thread, in the order of reading. */
export type Entry =
  | { kind: 'group'; key: string; side: 'ours' | 'theirs'; author: Author | null; messages: MessageItem[] }
  | { kind: 'note'; key: string; item: NoteItem }
  | { kind: 'system'; key: string; item: SystemItem }
  | { kind: 'echo'; key: string; echo: Echo }

export interface Day {
  key: string
  name: string
  entries: Entry[]
}

export interface Arranged {
  days: Day[]
  /** At the bottom, whatever their time: they have not happened yet. Earliest due first. */
  scheduled: MessageItem[]
}

const groupedWithinMs = 2 * 60_000

const sameAuthor = (a: Author | null, b: Author | null | undefined) => JSON.stringify(a) === JSON.stringify(b ?? null)

function continues(entry: Entry | undefined, item: MessageItem): boolean {
  if (entry?.kind !== 'group') return false
  const last = entry.messages.at(-1)
  if (!last) return false
  const side = item.message.direction === 'in' ? 'theirs' : 'ours'
  return (
    entry.side === side &&
    sameAuthor(entry.author, item.message.author) &&
    Date.parse(item.at) - Date.parse(last.at) <= groupedWithinMs
  )
}

const dayKey = (at: Date) => `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`

/** By day; texts of one author within two minutes stand together; what waits for its time comes last. */
export function arrange(items: Item[], echoes: Echo[], now: Date): Arranged {
  const days: Day[] = []
  const scheduled: MessageItem[] = []

  function dayOf(at: string): Day {
    const date = new Date(at)
    const key = dayKey(date)
    const last = days.at(-1)
    if (last?.key === key) return last
    const day: Day = { key, name: dayName(date, now), entries: [] }
    days.push(day)
    return day
  }

  for (const item of items) {
    if (item.type === 'message' && item.message.state === 'scheduled') {
      scheduled.push(item)
      continue
    }
    const { entries } = dayOf(item.at)
    if (item.type === 'note') entries.push({ kind: 'note', key: item.id, item })
    else if (item.type === 'system') entries.push({ kind: 'system', key: item.id, item })
    else {
      const last = entries.at(-1)
      if (last?.kind === 'group' && continues(last, item)) last.messages.push(item)
      else {
        const side = item.message.direction === 'in' ? 'theirs' : 'ours'
        entries.push({ kind: 'group', key: item.id, side, author: item.message.author ?? null, messages: [item] })
      }
    }
  }
  for (const echo of echoes) dayOf(echo.at).entries.push({ kind: 'echo', key: echo.clientId, echo })
  scheduled.sort((a, b) => Date.parse(a.message.due ?? a.at) - Date.parse(b.message.due ?? b.at))
  return { days, scheduled }
}
