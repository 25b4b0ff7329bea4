import type { CartEntry, OrderEntry } from '@/api/shopping'
import { page } from '../page'
import { json, type Route, route } from '../route'
import type { World } from '../world'

export function shoppingRoutes(world: World): Route[] {
  const details = () => [...world.conversations.values()].map((conversation) => conversation.detail)
  return [
    route('GET', '/v1/carts', ({ query }) => {
      const state = query.get('state') ?? 'all'
      const entries: CartEntry[] = details()
        .flatMap(({ id, store, name, address_display, carts }) =>
          carts.map(({ ordered, ...cart }) => ({
            store,
            conversation: id,
            name: name ?? null,
            address_display,
            cart,
            ordered,
            updated_at: cart.changed_at,
          })),
        )
        .filter(({ ordered }) => state === 'all' || ordered === (state === 'ordered'))
        .sort((one, other) => other.updated_at.localeCompare(one.updated_at))
      return json(page(entries, query))
    }),
    route('GET', '/v1/orders', ({ query }) => {
      const entries: OrderEntry[] = details()
        .flatMap(({ id, store, name, address_display, orders }) =>
          orders.map((order) => ({
            store,
            conversation: id,
            name: name ?? null,
            address_display,
            order,
            updated_at: order.placed_at,
          })),
        )
        .sort((one, other) => other.order.placed_at.localeCompare(one.order.placed_at))
      return json(page(entries, query))
    }),
  ]
}
