import { queryOptions } from '@tanstack/react-query'
import { call } from './client'
import type { Agent, Id, KeywordRule, QuickReply, Role, Sender, Store, Template, Time, Written } from './types'
import { noteWritten } from './written'

/** The sections of a store's settings, each replaced as a whole, and what the server is sent for it. */
export interface Sections {
  profile: NonNullable<Store['profile']>
  senders: { items: Sender[] }
  hours: Store['hours']
  templates: { items: Template[] }
  'quick-replies': { items: QuickReply[] }
  'keyword-rules': { items: KeywordRule[] }
  automation: NonNullable<Store['automation']>
  'cart-recovery': NonNullable<Store['cart_recovery']>
}
export type Section = keyof Sections

/** Refused with `version_conflict` when somebody saved settings since `version` was read. */
export const saveSection = async <S extends Section>(store: Id, section: S, value: Sections[S], version: number) =>
  noteWritten(
    await call<Written>('PUT', `/v1/stores/${encodeURIComponent(store)}/${section}`, {
      body: value,
      headers: { 'If-Match': `"${version}"` },
    }),
  )

export interface NewAgent {
  name: string
  email: string
  role: Role
  password: string
}
export const addAgent = (agent: NewAgent) => call<Agent>('POST', '/v1/agents', { body: agent })
export const changeAgent = (id: Id, change: Partial<Pick<Agent, 'name' | 'role' | 'active'>>) =>
  call<unknown>('PATCH', `/v1/agents/${encodeURIComponent(id)}`, { body: change })

export const changePassword = (current: string, next: string) =>
  call<void>('POST', '/v1/me/password', { body: { current, new: next } })

export type Scope = 'read' | 'write' | 'events'
export interface ApiKey {
  id: Id
  name: string
  scopes: Scope[]
  issued_at?: Time
  revoked?: boolean
}
export const apiKeysQuery = () =>
  queryOptions({
    queryKey: ['api-keys'],
    queryFn: ({ signal }) => call<{ items: ApiKey[] }>('GET', '/v1/api-keys', { signal }),
    select: (page) => page.items,
  })
/** The secret is in this answer and never again. */
export const issueApiKey = (name: string, scopes: Scope[]) =>
  call<ApiKey & { secret: string }>('POST', '/v1/api-keys', { body: { name, scopes } })
export const revokeApiKey = (id: Id) => call<unknown>('DELETE', `/v1/api-keys/${encodeURIComponent(id)}`)
