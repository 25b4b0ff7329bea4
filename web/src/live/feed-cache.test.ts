import { addMessage, listRows } from '@mock/handlers/conversations'
import { seededWorld } from '@mock/seed'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Filter, withEnd } from '@/api/conversations'
import { keys } from '@/api/queries'
import type { LiveChange } from '@/api/types'
import type { ListData } from './apply'
import { createFeedCache, type FeedCache } from './feed-cache'

const me = 'agent-ana'
const filter: Filter = { store: 'store-fern', box: 'all' }
const query = new URLSearchParams({ store: 'store-fern', box: 'all', limit: '5' })

let world = seededWorld(8)
let queries = new QueryClient()
let cache: FeedCache = createFeedCache(queries, me)

beforeEach(() => {
  world = seededWorld(8)
  queries = new QueryClient()
  cache = createFeedCache(queries, me)
})
afterEach(() => cache.stop())

function customerWrites(): LiveChange {
  const conversation = world.conversations.get('conversation-6')
  if (!conversation) throw new Error('the seed has changed')
  const changes: LiveChange[] = []
  world.listeners.add((change) => changes.push(change))
  addMessage(world, conversation, { direction: 'in', state: 'received', body: 'news' }, 'message_received', 'contact')
  if (!changes[0]) throw new Error('nothing happened')
  return changes[0]
}
const read = (page: ReturnType<typeof listRows>) =>
  queries.fetchInfiniteQuery({
    queryKey: keys.list(filter),
    queryFn: async () => withEnd(page),
    initialPageParam: null as string | null,
    getNextPageParam: () => null,
  })
const firstRow = () => queries.getQueryData<ListData>(keys.list(filter))?.pages[0]?.items[0]?.last?.text

describe('the cache that the feed keeps true', () => {
  it('shows a change in a list that is there', async () => {
    await read(listRows(world, query))
    cache.change(customerWrites())
    expect(firstRow()).toBe('news')
  })

  it('shows a change that came in while the list was on its way', async () => {
    const before = listRows(world, query)
    cache.change(customerWrites())
    await read(before)
    expect(firstRow()).toBe('news')
  })

  it('forgets a conversation whose contact was erased', async () => {
    await read(listRows(world, query))
    const change = customerWrites()
    cache.change(change)
    const id = change.conversation.id
    queries.setQueryData(keys.timeline(id), { pages: [], pageParams: [] })
    queries.setQueryData(keys.conversation(id), change.conversation)
    const forgotten: string[] = []
    cache.stop()
    cache = createFeedCache(queries, me, (erased) => forgotten.push(erased))
    cache.erase({ position: change.position + 1, conversation: id, completed: false })
    const rows = queries.getQueryData<ListData>(keys.list(filter))?.pages.flatMap((page) => page.items) ?? []
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.some((row) => row.id === id)).toBe(false)
    expect(queries.getQueryData(keys.timeline(id))).toBeUndefined()
    expect(queries.getQueryData(keys.conversation(id))).toBeUndefined()
    expect(forgotten).toEqual([id])
  })

  it('does not put an old change over a newer list', async () => {
    const old = customerWrites()
    const conversation = world.conversations.get('conversation-6')
    if (!conversation) throw new Error('the seed has changed')
    addMessage(
      world,
      conversation,
      { direction: 'in', state: 'received', body: 'newer' },
      'message_received',
      'contact',
    )
    await read(listRows(world, query))
    cache.change(old)
    expect(firstRow()).toBe('newer')
  })
})
