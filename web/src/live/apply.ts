import type { InfiniteData } from '@tanstack/react-query'
import type { Filter, ListPage } from '@/api/conversations'
import type { Counts, Detail, Id, Item, LiveChange, Row, TimelinePage } from '@/api/types'

/**
 * One change of the live feed, applied to what is cached. Pure: data in, data out; the same reference comes back when
 * nothing changed. What must hold: a snapshot with all later changes applied equals a fresh snapshot.
 *
 * Changes come in log order, each once. A snapshot says how far it got, and so does every row and item in it; whatever
 * is as new as the change, or newer, stays.
 */

export type ListData = InfiniteData<ListPage, string | null>
export type TimelineData = InfiniteData<TimelinePage, number | null>

export interface Applied<T> {
  data: T
  /** The change cannot be worked out from here: ask the server again. */
  stale: boolean
}

/** Lists are ordered by last activity, newest first, then by id. */
export function compareRows(a: Pick<Row, 'id' | 'last_activity_at'>, b: Pick<Row, 'id' | 'last_activity_at'>): number {
  if (a.last_activity_at !== b.last_activity_at) {
    const difference = Date.parse(b.last_activity_at) - Date.parse(a.last_activity_at)
    if (difference !== 0) return difference
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** Whose box it lies in, besides its own: an owner's while the conversation goes on. */
const ownerOf = (row: Row): Id | null => (row.box === 'closed' || row.box === 'snoozed' ? null : (row.assignee ?? null))

function isInBox(row: Row, filter: Filter, me: Id): boolean {
  switch (filter.box) {
    case 'all':
      return true
    case 'yours':
      return ownerOf(row) === (filter.agent ?? me)
    case 'open':
      return row.box === 'inbox' || ownerOf(row) !== null
    default:
      return row.box === filter.box
  }
}

/** Whether a row belongs into a list. Text search is the server's: here a `q` never rules a row out. */
export function matches(row: Row, filter: Filter, me: Id): boolean {
  return (
    row.store === filter.store &&
    isInBox(row, filter, me) &&
    (!filter.kind || row.kind === filter.kind) &&
    (!filter.channel || row.channel === filter.channel) &&
    (!filter.label || row.labels.includes(filter.label)) &&
    (!filter.unread || row.unread > 0) &&
    (!filter.opted_out || row.consent === 'opted_out') &&
    (filter.has !== 'cart' || row.has_cart) &&
    (filter.has !== 'order' || row.has_order)
  )
}

export function applyToList(list: ListData, filter: Filter, change: LiveChange, me: Id): Applied<ListData> {
  const row = change.conversation
  const known = list.pages.flatMap((page) => page.items).find((other) => other.id === row.id)
  if (known && known.position >= row.position) return { data: list, stale: false }

  const belongs = matches(row, filter, me)
  if (filter.q && !known) return { data: list, stale: belongs }

  const without = known ? list.pages.map((page) => withoutRow(page, row.id)) : list.pages
  const pages = belongs ? withRow(without, row, !known) : without
  if (pages === list.pages) return { data: list, stale: false }
  return { data: { ...list, pages }, stale: false }
}

/** The list without a conversation whose contact was erased. */
export function eraseFromList(list: ListData, id: Id): ListData {
  const pages = list.pages.map((page) => withoutRow(page, id))
  return pages.every((page, index) => page === list.pages[index]) ? list : { ...list, pages }
}

function withoutRow(page: ListPage, id: Id): ListPage {
  const items = page.items.filter((row) => row.id !== id)
  return items.length === page.items.length ? page : { ...page, items }
}

/** Puts the row where its activity belongs. Beyond the loaded pages it is left out: it comes with its own page. */
function withRow(pages: ListPage[], row: Row, unseen: boolean): ListPage[] {
  const target = pages.findIndex((page) => page.end === null || compareRows(row, page.end) <= 0)
  const page = pages[target]
  if (!page) return pages
  // A page read after this change and without the row: a later change has moved it on and is still to come.
  if (unseen && page.position >= row.position) return pages
  const before = page.items.filter((other) => compareRows(other, row) < 0)
  const items = [...before, row, ...page.items.slice(before.length)]
  return pages.map((other, index) => (index === target ? { ...page, items } : other))
}

/** Events that change what only the details know: carts, consent, contact, the WhatsApp window. */
const detailEvents = new Set([
  'message_received',
  'contact_updated',
  'consent_requested',
  'contact_opted_in',
  'contact_opted_out',
  'contact_suppressed',
  'cart_updated',
  'order_placed',
  'order_updated',
  'link_clicked',
])

/** A detail of the cache: its row part moves ahead with the changes, and this says how far the rest was read. */
type CachedDetail = Detail & { readTo?: number }

export function applyToDetail(detail: CachedDetail, change: LiveChange): Applied<CachedDetail> {
  const row = change.conversation
  const readTo = detail.readTo ?? detail.position
  if (detail.id !== row.id || readTo >= change.position) return { data: detail, stale: false }
  // Events written together share a row that is as new as the last of them, so what is stale is not told by the row.
  const stale = detailEvents.has(change.event_type)
  return { data: detail.position < row.position ? { ...detail, ...row, readTo } : detail, stale }
}

export function applyToTimeline(timeline: TimelineData, change: LiveChange): TimelineData {
  if (!change.item) return timeline
  const fresh: Item = { ...change.item, position: Math.max(change.item.position, change.position) }
  const known = timeline.pages.flatMap((page) => page.items).find((item) => item.id === fresh.id)
  if (known && known.position >= fresh.position) return timeline

  // Page 0 is the newest and also holds whatever waits. Older ones reach back to their `next_before`.
  const target = waits(fresh) ? 0 : timeline.pages.findIndex((page) => (page.next_before ?? 0) <= fresh.version)
  if (target < 0 && !known) return timeline
  const pages = timeline.pages.map((page, index) => {
    const others = known ? page.items.filter((item) => item.id !== fresh.id) : page.items
    if (index === target) return { ...page, items: inOrder([...others, fresh]) }
    return others.length === page.items.length ? page : { ...page, items: others }
  })
  return { ...timeline, pages }
}

const waits = (item: Item) => item.type === 'message' && item.message.state === 'scheduled'

/** Oldest first; what waits for its time comes last, wherever it was written. */
export function inOrder(items: Item[]): Item[] {
  return items.toSorted((a, b) => Number(waits(a)) - Number(waits(b)) || a.version - b.version)
}

export function applyToCounts(counts: Counts, fresh: Counts): Counts {
  return fresh.position >= counts.position ? fresh : counts
}
