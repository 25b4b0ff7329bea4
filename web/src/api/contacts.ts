import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { call } from './client'
import type { Channel, ConsentStatus, Contact, Id, Page, Time } from './types'

export interface ContactEntry extends Contact {
  conversation: Id
  address: string
  address_display: string
  channel?: Channel
  consent: ConsentStatus
  labels?: string[]
  last_activity_at?: Time
}

export const contactsQuery = (store: Id, q: string) =>
  infiniteQueryOptions({
    queryKey: ['contacts', store, q],
    queryFn: ({ pageParam, signal }) =>
      call<Page<ContactEntry>>('GET', '/v1/contacts', { query: { store, q, cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  })
