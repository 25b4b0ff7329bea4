import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from './client'
import type { components } from './schema'
import type { Id, Time } from './types'

type Schemas = components['schemas']

/** One record of the log. `data` is `null` once the contact was erased. */
export type LoggedEvent = Omit<Schemas['LoggedEvent'], 'data'> & { data?: Record<string, unknown> | null }

export type EventsPage = Omit<Schemas['EventPage'], 'items'> & { items: LoggedEvent[] }

export interface EventsFilter {
  type?: string
  actor?: string
  stream?: Id
  since?: Time
  until?: Time
}

export type EventsOrder = 'asc' | 'desc'

const pageSize = 100

interface Cursor {
  after?: number
  before?: number
}

const listEvents = (query: EventsFilter & Cursor & { order?: EventsOrder; limit?: number }, signal?: AbortSignal) =>
  call<EventsPage>('GET', '/v1/events', { query: { ...query }, signal })

function nextCursor(page: EventsPage): Cursor | null {
  if (page.next_after) return { after: page.next_after }
  return page.next_before ? { before: page.next_before } : null
}

export const eventsQuery = (filter: EventsFilter, order: EventsOrder) =>
  infiniteQueryOptions({
    queryKey: ['events', filter, order],
    queryFn: ({ pageParam, signal }) => listEvents({ ...filter, ...pageParam, order, limit: pageSize }, signal),
    initialPageParam: {} as Cursor,
    getNextPageParam: nextCursor,
  })

/** Whether the log has gone on since `position`, for events that pass the filter. */
export const newerEventsQuery = (filter: EventsFilter, position: number | undefined) =>
  queryOptions({
    queryKey: ['events-newer', filter, position],
    queryFn: async ({ signal }) =>
      (await listEvents({ ...filter, after: position, order: 'asc', limit: pageSize }, signal)).items.length,
    enabled: position !== undefined && filter.until === undefined,
    refetchInterval: 5_000,
  })

/** An event never changes, so it is never asked for again. */
export const eventQuery = (position: number) =>
  queryOptions({
    queryKey: ['event', position],
    queryFn: async ({ signal }) => {
      const { items } = await listEvents({ after: position - 1, order: 'asc', limit: 1 }, signal)
      return items.find((event) => event.position === position) ?? null
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
