import { call } from './client'
import type { Agent, Id, Store, StoreSummary } from './types'
import { atLeast } from './written'

export const listStores = (signal?: AbortSignal) => call<{ items: StoreSummary[] }>('GET', '/v1/stores', { signal })

export const readStore = (store: Id, signal?: AbortSignal) =>
  call<Store>('GET', `/v1/stores/${encodeURIComponent(store)}`, { signal })

export const listAgents = (signal?: AbortSignal) =>
  call<{ items: Agent[] }>('GET', '/v1/agents', { query: { at_least: atLeast() }, signal })
