import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { isBox } from './boxes'
import { readInboxSearch } from './inbox-search'
import { Root } from './root'
import { NotFound, RouteFailed } from './route-states'

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: RouteFailed })

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox/$box/{-$conversation}', params: { box: 'inbox' }, replace: true })
  },
})

export const inboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inbox/$box/{-$conversation}',
  validateSearch: readInboxSearch,
  beforeLoad: ({ params }) => {
    if (!isBox(params.box)) {
      throw redirect({ to: '/inbox/$box/{-$conversation}', params: { box: 'inbox' }, replace: true })
    }
  },
  component: lazyRouteComponent(() => import('@/routes/inbox'), 'InboxPage'),
})

/** Search parameters of a page as plain strings; each page reads its own. */
const anySearch = (raw: Record<string, unknown>): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )

const cartsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/carts',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('@/routes/carts'), 'CartsPage'),
})
const ordersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('@/routes/orders'), 'OrdersPage'),
})
const contactsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/contacts',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('@/routes/contacts'), 'ContactsPage'),
})
const eventsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/events',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('@/routes/events'), 'EventsPage'),
})
const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings/{-$section}',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('@/routes/settings'), 'SettingsPage'),
})
const simulatorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/simulator',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('@/routes/simulator'), 'SimulatorPage'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    inboxRoute,
    cartsRoute,
    ordersRoute,
    contactsRoute,
    eventsRoute,
    settingsRoute,
    simulatorRoute,
  ]),
  defaultPreload: 'intent',
  // Plain `?q=415` instead of JSON, so that links can be read and written by hand.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const pairs = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '')
    const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()
    return text ? `?${text}` : ''
  },
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
