import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import type { Filter, ListPage } from '@/api/conversations'
import { keys } from '@/api/queries'
import type { Counts, Detail, ErasureChange, Id, LiveChange } from '@/api/types'
import { sawTime } from '@/lib/clock'
import {
  applyToCounts,
  applyToDetail,
  applyToList,
  applyToTimeline,
  eraseFromList,
  type ListData,
  type TimelineData,
} from './apply'
import { dropEchoesOf } from './local-echo'
import { refreshPageLists } from './page-lists'

/** Enough for the slowest snapshot to arrive while a busy store goes on. */
const remembered = 2_000
const refetchAfterMs = 400

export interface FeedCache {
  /** The feed begins here: what was read before it is asked for again. */
  start: (position: number) => void
  change: (change: LiveChange) => void
  counts: (counts: Counts) => void
  settings: () => void
  /** The contact of a conversation was erased: nothing that is cached may show them any more. */
  erase: (change: ErasureChange) => void
  stop: () => void
}

/**
 * Keeps everything cached true by the feed. A snapshot that was on its way while changes came in has missed them, so the
 * latest changes are remembered and applied to each snapshot when it arrives.
 */
export function createFeedCache(
  queries: QueryClient,
  me: Id,
  onErased: (conversation: Id) => void = () => undefined,
): FeedCache {
  let recent: LiveChange[] = []
  let knownFrom = 0
  const stale = new Map<string, QueryKey>()
  let refetch: ReturnType<typeof setTimeout> | undefined

  function askAgain(key: QueryKey) {
    stale.set(JSON.stringify(key), key)
    refetch ??= setTimeout(() => {
      refetch = undefined
      for (const queryKey of stale.values()) void queries.invalidateQueries({ queryKey, exact: true })
      stale.clear()
    }, refetchAfterMs)
  }

  function updateList(key: QueryKey, changes: LiveChange[]) {
    const list = queries.getQueryData<ListData>(key)
    if (!list) return
    let next = list
    for (const change of changes) {
      const applied = applyToList(next, key[1] as Filter, change, me)
      next = applied.data
      if (applied.stale) askAgain(key)
    }
    if (next !== list) queries.setQueryData(key, next)
  }

  function updateDetail(key: QueryKey, changes: LiveChange[]) {
    const detail = queries.getQueryData<Detail>(key)
    if (!detail) return
    let next = detail
    for (const change of changes) {
      const applied = applyToDetail(next, change)
      next = applied.data
      if (applied.stale) askAgain(key)
    }
    if (next !== detail) queries.setQueryData(key, next)
  }

  function updateTimeline(key: QueryKey, changes: LiveChange[]) {
    const timeline = queries.getQueryData<TimelineData>(key)
    if (!timeline) return
    const next = changes.filter((change) => change.conversation.id === key[1]).reduce(applyToTimeline, timeline)
    if (next !== timeline) queries.setQueryData(key, next)
  }

  function update(key: QueryKey, changes: LiveChange[]) {
    if (key[0] === keys.lists[0]) updateList(key, changes)
    else if (key[0] === keys.conversations[0]) updateDetail(key, changes)
    else if (key[0] === keys.timelines[0]) updateTimeline(key, changes)
  }

  const stopWatching = queries.getQueryCache().subscribe((event) => {
    // `manual` is our own setQueryData; only what the server sent needs catching up.
    if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual) return
    const key = event.query.queryKey
    const pages = (event.query.state.data as InfiniteData<ListPage> | undefined)?.pages
    if (pages?.some((page) => page.position < knownFrom)) askAgain(key)
    if (recent.length > 0) update(key, recent)
  })

  return {
    start(position) {
      knownFrom = position
      recent = recent.filter((change) => change.position > position)
      for (const root of [keys.lists, keys.conversations, keys.timelines]) {
        void queries.invalidateQueries({
          queryKey: root,
          predicate: ({ state }) => {
            const pages = (state.data as InfiniteData<ListPage> | undefined)?.pages
            return pages ? pages.some((page) => page.position < position) : state.data !== undefined
          },
        })
      }
    },
    change(change) {
      sawTime(change.item?.at ?? change.conversation.last_activity_at)
      refreshPageLists(queries, change.event_type)
      recent.push(change)
      if (recent.length > remembered) {
        knownFrom = recent[0]?.position ?? knownFrom
        recent = recent.slice(-remembered / 2)
      }
      for (const query of queries.getQueryCache().getAll()) update(query.queryKey, [change])
    },
    counts(fresh) {
      for (const query of queries.getQueryCache().findAll({ queryKey: ['boxes'] })) {
        queries.setQueryData<Counts>(query.queryKey, (counts) => (counts ? applyToCounts(counts, fresh) : counts))
      }
    },
    settings() {
      for (const root of [keys.agents, keys.stores, ['store'] as const])
        void queries.invalidateQueries({ queryKey: root })
    },
    erase({ conversation: id }) {
      recent = recent.filter((change) => change.conversation.id !== id)
      for (const query of queries.getQueryCache().findAll({ queryKey: keys.lists })) {
        queries.setQueryData<ListData>(query.queryKey, (list) => list && eraseFromList(list, id))
      }
      queries.removeQueries({ queryKey: keys.timeline(id) })
      queries.removeQueries({ queryKey: ['media', id] })
      // Whoever has it open is told by the server what became of it.
      void queries.resetQueries({ queryKey: keys.conversation(id) })
      void queries.invalidateQueries({ queryKey: keys.erasure(id) })
      for (const root of ['contacts', 'carts', 'orders', 'simulator']) {
        void queries.invalidateQueries({ queryKey: [root] })
      }
      dropEchoesOf(id)
      onErased(id)
    },
    stop() {
      stopWatching()
      clearTimeout(refetch)
    },
  }
}
