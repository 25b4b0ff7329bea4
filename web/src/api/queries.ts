import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { type Filter, listConversations, readBoxes, readConversation, readTimeline } from './conversations'
import { readErasure } from './erasures'
import { listAgents, listStores, readStore } from './shop'
import type { Id } from './types'

/** The live feed keeps these fresh, so nothing here goes stale by itself. */
const live = { staleTime: Number.POSITIVE_INFINITY, gcTime: 30 * 60_000 }

export const keys = {
  boxes: (store: Id) => ['boxes', store] as const,
  lists: ['conversations'] as const,
  list: (filter: Filter) => ['conversations', filter] as const,
  conversations: ['conversation'] as const,
  conversation: (id: Id) => ['conversation', id] as const,
  timelines: ['timeline'] as const,
  timeline: (id: Id) => ['timeline', id] as const,
  erasure: (id: Id) => ['erasure', id] as const,
  agents: ['agents'] as const,
  stores: ['stores'] as const,
  store: (store: Id) => ['store', store] as const,
}

export const boxesQuery = (store: Id) =>
  queryOptions({ queryKey: keys.boxes(store), queryFn: ({ signal }) => readBoxes(store, signal), ...live })

export const conversationsQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: keys.list(filter),
    queryFn: ({ pageParam, signal }) => listConversations(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    ...live,
  })

export const conversationQuery = (id: Id) =>
  queryOptions({ queryKey: keys.conversation(id), queryFn: ({ signal }) => readConversation(id, signal), ...live })

/** Pages go back in time: page 0 is the newest, each page is oldest first. */
export const timelineQuery = (id: Id) =>
  infiniteQueryOptions({
    queryKey: keys.timeline(id),
    queryFn: ({ pageParam, signal }) => readTimeline(id, pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next_before,
    ...live,
  })

export const erasureQuery = (id: Id) =>
  queryOptions({ queryKey: keys.erasure(id), queryFn: ({ signal }) => readErasure(id, signal), ...live })

export const agentsQuery = () =>
  queryOptions({
    queryKey: keys.agents,
    queryFn: ({ signal }) => listAgents(signal),
    select: (page) => page.items,
    ...live,
  })

export const storesQuery = () =>
  queryOptions({
    queryKey: keys.stores,
    queryFn: ({ signal }) => listStores(signal),
    select: (page) => page.items,
    ...live,
  })

export const storeQuery = (store: Id) =>
  queryOptions({ queryKey: keys.store(store), queryFn: ({ signal }) => readStore(store, signal), ...live })
