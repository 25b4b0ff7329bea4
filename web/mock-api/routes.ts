import { contactRoutes } from './handlers/contacts'
import { conversationRoutes } from './handlers/conversations'
import { eventRoutes } from './handlers/events'
import { liveRoutes } from './handlers/live'
import { sendingRoutes } from './handlers/sending'
import { sessionRoutes } from './handlers/session'
import { settingsRoutes } from './handlers/settings'
import { shopRoutes } from './handlers/shop'
import { shoppingRoutes } from './handlers/shopping'
import { simulatorRoutes } from './handlers/simulator'
import { viewsRoutes } from './handlers/views'
import type { Route } from './route'
import type { World } from './world'

export const allRoutes = (world: World): Route[] => [
  ...sessionRoutes(world),
  ...shopRoutes(world),
  ...settingsRoutes(world),
  ...sendingRoutes(world),
  ...shoppingRoutes(world),
  ...contactRoutes(world),
  ...eventRoutes(world),
  ...viewsRoutes(world),
  ...simulatorRoutes(world),
  ...liveRoutes(world),
  ...conversationRoutes(world),
]
