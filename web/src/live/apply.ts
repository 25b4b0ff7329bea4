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

function isInBox(row: Row, box: Filter['box'], me: Id): boolean {
  switch (box) {
    case 'all':
      return true
    case 'yours':
      return row.box === 'assigned' && row.assignee === me
    case 'open':
      return row.box === 'inbox' || row.box === 'assigned'
    default:
      return row.box === box
  }
}

/** Whether a row belongs into a list. Text search is the server's: here a `q` never rules a row out. */
export function matches(row: Row, filter: Filter, me: Id): boolean {
  return (
    row.store === filter.store &&
    isInBox(row, filter.box, me) &&
    (!filter.agent || (row.box === 'assigned' && row.assignee === filter.agent)) &&
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
  'contact_opted_in',
  'contact_opted_out',
  'cart_updated',
  'order_placed',
  'order_updated',
  'link_clicked',
])

export function applyToDetail(detail: Detail, change: LiveChange): Applied<Detail> {
  const row = change.conversation
  if (detail.id !== row.id || detail.position >= row.position) return { data: detail, stale: false }
  return { data: { ...detail, ...row }, stale: detailEvents.has(change.event_type) }
}

export function applyToTimeline(timeline: TimelineData, change: LiveChange): TimelineData {
  const item = change.item
  if (!item) return timeline
  const fresh: Item = { ...item, position: Math.max(item.position, change.position) }
  const holder = timeline.pages.findIndex((page) => page.items.some((other) => other.id === item.id))
  if (holder >= 0) {
    return replacePage(timeline, holder, (items) => {
      const known = items.find((other) => other.id === item.id)
      if (known && known.position >= fresh.position) return items
      return items.map((other) => (other.id === item.id ? fresh : other))
    })
  }
  // Page 0 is the newest. The item belongs to the first page that begins before it, or, with all history here, to the last.
  const found = timeline.pages.findIndex((page) => (page.items[0]?.version ?? Number.POSITIVE_INFINITY) < item.version)
  const last = timeline.pages.length - 1
  const target = found >= 0 ? found : timeline.pages[last]?.next_before === null ? last : -1
  if (target < 0) return timeline
  return replacePage(timeline, target, (items) => {
    const before = items.filter((other) => other.version < item.version)
    return [...before, fresh, ...items.slice(before.length)]
  })
}

function replacePage(timeline: TimelineData, index: number, change: (items: Item[]) => Item[]): TimelineData {
  const page = timeline.pages[index]
  if (!page) return timeline
  const items = change(page.items)
  if (items === page.items) return timeline
  return { ...timeline, pages: timeline.pages.map((other, at) => (at === index ? { ...page, items } : other)) }
}

export function applyToCounts(counts: Counts, fresh: Counts): Counts {
  return fresh.position >= counts.position ? fresh : counts
}
