import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { call } from './client'
import type { components } from './schema'
import type { Id } from './types'

type Schemas = components['schemas']

export type ContactEntry = Schemas['ContactRow']

export const contactsQuery = (store: Id, q: string) =>
  infiniteQueryOptions({
    queryKey: ['contacts', store, q],
    queryFn: ({ pageParam, signal }) =>
      call<Schemas['ContactPage']>('GET', '/v1/contacts', {
        query: { store, q, cursor: pageParam, limit: 100 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  })
