import { json, type Route, route } from '../route'
import type { World } from '../world'

export function shopRoutes(world: World): Route[] {
  return [
    route('GET', '/v1/stores', () =>
      json({
        items: [{ id: world.store.store, name: world.store.profile?.name, currency: world.store.profile?.currency }],
      }),
    ),
    route('GET', '/v1/stores/:store', () => json(world.store)),
    route('GET', '/v1/agents', () => json({ items: world.agents })),
  ]
}
