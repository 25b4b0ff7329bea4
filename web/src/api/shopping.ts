import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from './client'
import type { Cart, Id, Order, Page, Time } from './types'

export interface CartEntry {
  conversation: Id
  name: string | null
  address_display: string
  cart: Omit<Cart, 'ordered'>
  ordered: boolean
  updated_at: Time
}

export interface OrderEntry {
  conversation: Id
  name: string | null
  address_display: string
  order: Order
}

export type CartState = 'pending' | 'ordered' | 'all'

const pageSize = 100

export const cartsQuery = (store: Id, state: CartState) =>
  infiniteQueryOptions({
    queryKey: ['carts', store, state],
    queryFn: ({ pageParam, signal }) =>
      call<Page<CartEntry>>('GET', '/v1/carts', {
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
      call<Page<OrderEntry>>('GET', '/v1/orders', { query: { store, cursor: pageParam, limit: pageSize }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })
