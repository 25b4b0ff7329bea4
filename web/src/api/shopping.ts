import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from './client'
import type { components } from './schema'
import type { Id } from './types'

type Schemas = components['schemas']

export type CartEntry = Schemas['CartRow']
export type OrderEntry = Schemas['OrderRow']
export type CartState = 'pending' | 'ordered' | 'all'

const pageSize = 100

export const cartsQuery = (store: Id, state: CartState) =>
  infiniteQueryOptions({
    queryKey: ['carts', store, state],
    queryFn: ({ pageParam, signal }) =>
      call<Schemas['CartPage']>('GET', '/v1/carts', {
        query: { store, state, cursor: pageParam, limit: pageSize },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })

export const ordersQuery = (store: Id) =>
  infiniteQueryOptions({
    queryKey: ['orders', store],
    queryFn: ({ pageParam, signal }) =>
      call<Schemas['OrderPage']>('GET', '/v1/orders', { query: { store, cursor: pageParam, limit: pageSize }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })
