import { conversationRoutes } from './handlers/conversations'
import { liveRoutes } from './handlers/live'
import { sessionRoutes } from './handlers/session'
import { shopRoutes } from './handlers/shop'
import type { Route } from './route'
import type { World } from './world'

export const allRoutes = (world: World): Route[] => [
  ...sessionRoutes(world),
  ...shopRoutes(world),
  ...liveRoutes(world),
  ...conversationRoutes(world),
]
