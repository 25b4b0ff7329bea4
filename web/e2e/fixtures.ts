import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContextOptions, test as base, type Page } from '@playwright/test'
import { Api } from './api'
import type { Person } from './people'
import { Threadkeep } from './threadkeep'

/** Somebody signed in, in a browser of their own, with the API in their name beside it. */
export interface Seat {
  page: Page
  api: Api
}

interface Fixtures {
  /** A server of this test alone, which may be stopped, killed and moved through time. */
  ownServer: Threadkeep
  /** At the server that the tests of one worker share, unless another is named. */
  seat: (person: Person, at?: { server?: Threadkeep; look?: BrowserContextOptions }) => Promise<Seat>
}

async function withServer(use: (server: Threadkeep) => Promise<void>) {
  const directory = await mkdtemp(join(tmpdir(), 'threadkeep-e2e-'))
  try {
    const server = await Threadkeep.demo(join(directory, 'data'))
    await use(server).finally(() => server.stop())
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

export const test = base.extend<Fixtures, { server: Threadkeep }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  server: [({}, use) => withServer(use), { scope: 'worker' }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  ownServer: ({}, use) => withServer(use),
  seat: async ({ browser, server }, use) => {
    const contexts: { close: () => Promise<void> }[] = []
    await use(async (person, { server: other, look } = {}) => {
      const context = await browser.newContext({ baseURL: (other ?? server).url, ...look })
      contexts.push(context)
      return { api: await Api.signIn(context.request, other ?? server, person), page: await context.newPage() }
    })
    for (const context of contexts) await context.close()
  },
})

export { expect } from '@playwright/test'
