import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRouter, RouterProvider } from '@tanstack/react-router'
import { configure, render } from '@testing-library/react'
import { vi } from 'vitest'
import { replaceTransport, signIn } from '@/api/session'
import type { Role } from '@/api/types'
import { router as appRouter } from '@/app/router'
import { answer } from './route'
import { allRoutes } from './routes'
import { seededWorld } from './seed'
import type { World } from './world'

// Pages are loaded when they are opened. On a busy machine that takes as long as it takes; only a hang fails a test.
configure({ asyncUtilTimeout: 20_000 })
vi.setConfig({ testTimeout: 60_000 })

/** The whole app at an address, signed in, on a small fake world of its own: for tests that act as a person does. */
export async function renderApp(path: string, role: Role = 'admin') {
  const world: World = seededWorld(12)
  const routes = allRoutes(world)
  const asked: { method: string; path: string }[] = []
  replaceTransport((request) => {
    asked.push({ method: request.method, path: new URL(request.url).pathname })
    return answer(routes, request)
  })
  const agent = world.agents.find((candidate) => candidate.role === role)
  await signIn(agent?.email ?? '', 'right')
  const router = createRouter({ ...appRouter.options, history: createMemoryHistory({ initialEntries: [path] }) })
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 0 } } })
  const view = render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return { world, router, asked, queries, ...view }
}
