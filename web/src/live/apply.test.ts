import { addMessage, listRows, moveMessage, readItems } from '@mock/handlers/conversations'
import { seededWorld } from '@mock/seed'
import { type Conversation, record, type World } from '@mock/world'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Filter, withEnd } from '@/api/conversations'
import type { Item, LiveChange, MessageItem } from '@/api/types'
import { applyToDetail, applyToList, applyToTimeline, compareRows, type ListData, type TimelineData } from './apply'

const me = 'agent-ana'

/** A world whose clock only moves when something happens, so that runs are the same. */
function testWorld(): World {
  let ms = Date.parse('2026-10-01T12:00:00Z')
  const world = seededWorld(30, () => new Date(ms))
  world.now = () => {
    ms += 1_000
    return new Date(ms)
  }
  world.me = world.agents[0] ?? null
  return world
}

const things: ((world: World, conversation: Conversation) => void)[] = [
  (world, it) => {
    it.engaged = true
    it.closed = false
    it.detail.unread += 1
    addMessage(world, it, { direction: 'in', state: 'received', body: 'hello' }, 'message_received', 'contact')
  },
  (world, it) => addMessage(world, it, { body: 'hi', state: 'queued' }, 'message_queued', 'ai'),
  (world, it) => addMessage(world, it, { body: 'later', state: 'scheduled' }, 'message_scheduled', 'flow:cart'),
  (world, it) => {
    const message = it.items.findLast((item): item is MessageItem => item.type === 'message')
    if (message) moveMessage(world, it, message, { state: 'delivered' }, 'message_delivered')
  },
  (world, it) => {
    const waiting = it.items.find(
      (item): item is MessageItem => item.type === 'message' && item.message.state === 'scheduled',
    )
    if (waiting) moveMessage(world, it, waiting, { state: 'cancelled' }, 'message_cancelled')
  },
  (world, it) => {
    it.detail.assignee = it.detail.assignee ? null : me
    record(world, it, 'conversation_assigned', 'system', null)
  },
  (world, it) => {
    it.closed = !it.closed
    record(world, it, 'conversation_closed', 'system', null)
  },
  (world, it) => {
    it.detail.unread = it.detail.unread > 0 ? 0 : 2
    record(world, it, 'conversation_marked_read', 'system', null)
  },
  (world, it) => {
    it.detail.labels = it.detail.labels.length > 0 ? [] : ['vip']
    record(world, it, 'label_added', 'system', null)
  },
]

const happenings = fc.array(fc.tuple(fc.nat(29), fc.nat(things.length - 1)), { minLength: 1, maxLength: 60 })

function happen(world: World, list: [number, number][]): LiveChange[] {
  const changes: LiveChange[] = []
  const listener = (change: LiveChange) => changes.push(change)
  world.listeners.add(listener)
  for (const [which, what] of list) {
    const conversation = world.conversations.get(`conversation-${which}`)
    if (conversation) things[what]?.(world, conversation)
  }
  world.listeners.delete(listener)
  return changes
}

const filters: Filter[] = [
  { store: 'store-fern', box: 'inbox' },
  { store: 'store-fern', box: 'yours' },
  { store: 'store-fern', box: 'open', unread: true },
  { store: 'store-fern', box: 'closed' },
  { store: 'store-fern', box: 'all', label: 'vip' },
  { store: 'store-fern', box: 'all' },
]

const queryOf = (filter: Filter, more: Record<string, string> = {}) =>
  new URLSearchParams({ ...Object.fromEntries(Object.entries(filter).map(([k, v]) => [k, String(v)])), ...more })

/** Two pages of seven, as a list that somebody scrolled a little; the second one read after `between`. */
function readList(world: World, filter: Filter, between: () => void): ListData {
  const first = withEnd(listRows(world, queryOf(filter, { limit: '7' })))
  if (!first.next_cursor) return { pages: [first], pageParams: [null] }
  between()
  const second = withEnd(listRows(world, queryOf(filter, { limit: '7', cursor: first.next_cursor })))
  return { pages: [first, second], pageParams: [null, first.next_cursor] }
}

describe('a list with the feed applied', () => {
  it('equals a fresh list, as far as it was loaded', () => {
    fc.assert(
      fc.property(fc.constantFrom(...filters), happenings, happenings, happenings, (filter, before, between, after) => {
        const world = testWorld()
        happen(world, before)
        const changes: LiveChange[] = []
        let list = readList(world, filter, () => changes.push(...happen(world, between)))
        changes.push(...happen(world, after))
        for (const change of changes) list = applyToList(list, filter, change, me).data

        const kept = list.pages.flatMap((page) => page.items)
        const fresh = listRows(world, queryOf(filter, { limit: '200' })).items
        const end = list.pages.at(-1)?.end
        const expected = end ? fresh.filter((row) => compareRows(row, end) <= 0) : fresh
        expect(kept).toEqual(expected)
      }),
      { numRuns: 400 },
    )
  })

  it('is the same object when a change does not concern it', () => {
    const world = testWorld()
    const filter: Filter = { store: 'store-fern', box: 'snoozed' }
    const list = readList(world, filter, () => undefined)
    const [change] = happen(world, [[1, 1]])
    if (!change) throw new Error('nothing happened')
    expect(applyToList(list, filter, change, me).data).toBe(list)
  })

  it('asks the server again when a search might have a new hit', () => {
    const world = testWorld()
    const filter: Filter = { store: 'store-fern', box: 'all', q: 'zzz' }
    const list = readList(world, filter, () => undefined)
    const [change] = happen(world, [[1, 0]])
    if (!change) throw new Error('nothing happened')
    expect(applyToList(list, filter, change, me)).toEqual({ data: list, stale: true })
  })
})

describe('a timeline with the feed applied', () => {
  // Mostly one conversation, so that its pages fill up.
  const happeningsOfOne = fc.array(fc.tuple(fc.constantFrom(3, 3, 3, 7), fc.nat(things.length - 1)), { maxLength: 30 })

  it('equals a fresh timeline, as far as it was loaded', () => {
    fc.assert(
      fc.property(happeningsOfOne, happeningsOfOne, happeningsOfOne, (before, between, after) => {
        const which = 3
        const world = testWorld()
        happen(world, before)
        const conversation = world.conversations.get(`conversation-${which}`)
        if (!conversation) return
        const first = readItems(world, conversation, null, 4)
        let timeline: TimelineData = { pages: [first], pageParams: [null] }
        const changes = happen(world, between)
        if (first.next_before) {
          const second = readItems(world, conversation, first.next_before, 4)
          timeline = { pages: [first, second], pageParams: [null, first.next_before] }
        }
        changes.push(...happen(world, after))
        for (const change of changes) {
          if (change.conversation.id === conversation.detail.id) timeline = applyToTimeline(timeline, change)
        }
        const kept = timeline.pages.toReversed().flatMap((page) => page.items)
        const begin = timeline.pages.at(-1)?.next_before ?? 0
        const fresh = readItems(world, conversation, null, 1_000).items
        const loaded = (item: Item) =>
          item.version >= begin || (item.type === 'message' && item.message.state === 'scheduled')
        expect(kept).toEqual(fresh.filter(loaded))
      }),
      { numRuns: 300 },
    )
  })

  it('leaves out an item that belongs to history not loaded yet', () => {
    const world = testWorld()
    const conversation = world.conversations.get('conversation-1')
    const newest = conversation?.items.at(-1)
    const oldest = conversation?.items[0]
    if (!conversation || !newest || !oldest) throw new Error('the seed has no items')
    const timeline: TimelineData = {
      pages: [{ items: [newest], next_before: newest.version, position: world.position }],
      pageParams: [null],
    }
    const [change] = happen(world, [[1, 6]])
    if (!change) throw new Error('nothing happened')
    expect(applyToTimeline(timeline, { ...change, item: oldest })).toBe(timeline)
  })
})

describe('open details with the feed applied', () => {
  it('take over the row, and ask again for what a row does not tell', () => {
    const world = testWorld()
    const detail = structuredClone(world.conversations.get('conversation-1')?.detail)
    const [read, wrote] = happen(world, [
      [1, 6],
      [1, 0],
    ])
    if (!detail || !read || !wrote) throw new Error('nothing happened')
    expect(applyToDetail(detail, read)).toMatchObject({ stale: false, data: { unread: read.conversation.unread } })
    expect(applyToDetail(detail, wrote)).toMatchObject({ stale: true, data: { unread: wrote.conversation.unread } })
  })

  it('are asked for again when what changed them was written together with something before it', () => {
    const world = testWorld()
    const detail = structuredClone(world.conversations.get('conversation-1')?.detail)
    const [wrote] = happen(world, [[1, 0]])
    if (!detail || !wrote) throw new Error('nothing happened')
    const together = { ...wrote.conversation, position: wrote.position + 1 }
    const parsed = { ...wrote, event_type: 'inbound_parsed', conversation: together }
    const optedOut = { ...wrote, position: together.position, event_type: 'contact_opted_out', conversation: together }
    const after = applyToDetail(detail, parsed)
    expect(after.stale).toBe(false)
    expect(applyToDetail(after.data, optedOut).stale).toBe(true)
    expect(applyToDetail({ ...detail, ...together }, optedOut).stale).toBe(false)
  })
})
