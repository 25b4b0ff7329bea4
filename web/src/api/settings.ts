import { queryOptions } from '@tanstack/react-query'
import { call, send } from './client'
import type { components } from './schema'
import type { Agent, Id, KeywordRule, QuickReply, Role, Sender, SendingRules, Store, Template, Written } from './types'
import { atLeast, noteWritten } from './written'

type Schemas = components['schemas']

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
  'sending-rules': SendingRules
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

export type NewAgent = Schemas['NewAgent'] & { role: Role }
export const addAgent = async (agent: NewAgent) =>
  noteWritten(await call<Schemas['AddedAgent']>('POST', '/v1/agents', { body: agent }))
export const changeAgent = async (id: Id, change: Partial<Pick<Agent, 'name' | 'role' | 'active'>>) =>
  noteWritten(await call<Written>('PATCH', `/v1/agents/${encodeURIComponent(id)}`, { body: change }))

export const changePassword = (current: string, next: string) =>
  call<void>('POST', '/v1/me/password', { body: { current, new: next } })

export type Scope = Schemas['Scope']
export type ApiKey = Schemas['ApiKeyRecord']
export const apiKeysQuery = () =>
  queryOptions({
    queryKey: ['api-keys'],
    queryFn: ({ signal }) =>
      call<{ items: ApiKey[] }>('GET', '/v1/api-keys', { query: { at_least: atLeast() }, signal }),
    select: (page) => page.items,
  })
/** The secret is in this answer and never again. */
export const issueApiKey = async (name: string, scopes: Scope[]) =>
  noteWritten(
    await call<Schemas['IssuedApiKey']>('POST', '/v1/api-keys', {
      body: { name, scopes },
    }),
  )
export const revokeApiKey = (id: Id) => send('DELETE', `/v1/api-keys/${encodeURIComponent(id)}`)
