import { call, send } from './client'
import type {
  Box,
  Channel,
  Contact,
  ConversationPage,
  Counts,
  Detail,
  Id,
  Message,
  MessageKind,
  Row,
  TimelinePage,
  UploadedMedia,
  Why,
  Written,
} from './types'
import { atLeast, noteWritten } from './written'

/** What a list shows. Everything in it stands in the URL. */
export interface Filter {
  store: Id
  box: Box | 'all'
  q?: string
  kind?: MessageKind
  channel?: Channel
  label?: string
  /** An admin's look into one agent's box. */
  agent?: Id
  unread?: boolean
  opted_out?: boolean
  has?: 'cart' | 'order'
}

const path = (id: Id) => `/v1/conversations/${encodeURIComponent(id)}`

/** A page and where it ended when it was read: rows come and go, the stretch of the list that it covers stays. */
export interface ListPage extends ConversationPage {
  /** `null`: it reaches to the end of the list. */
  end: Pick<Row, 'id' | 'last_activity_at'> | null
}

export function withEnd(page: ConversationPage): ListPage {
  const last = page.items.at(-1)
  const end = page.next_cursor !== null && last ? { id: last.id, last_activity_at: last.last_activity_at } : null
  return { ...page, end }
}

export const listConversations = async (filter: Filter, cursor: string | null, signal?: AbortSignal) =>
  withEnd(
    await call<ConversationPage>('GET', '/v1/conversations', {
      query: { ...filter, cursor, at_least: atLeast() },
      signal,
    }),
  )

export const readBoxes = (store: Id, signal?: AbortSignal) =>
  call<Counts>('GET', '/v1/boxes', { query: { store, at_least: atLeast() }, signal })

export const readConversation = (id: Id, signal?: AbortSignal) =>
  call<Detail>('GET', path(id), { query: { at_least: atLeast() }, signal })

export const readTimeline = (id: Id, before: number | null, signal?: AbortSignal) =>
  call<TimelinePage>('GET', `${path(id)}/timeline`, { query: { before, limit: 50, at_least: atLeast() }, signal })

export const explainMessage = (id: Id, message: Id) =>
  call<Why>('GET', `${path(id)}/messages/${encodeURIComponent(message)}/why`)

export interface NewConversation {
  store: Id
  address: string
  channel: Channel
  sender?: string
  body?: string
  client_id?: string
}
export const startConversation = async (body: NewConversation) =>
  noteWritten(await call<Written & { id: Id }>('POST', '/v1/conversations', { body }))

export interface Draft {
  body: string
  media?: string[]
  client_id: string
  send_at?: string
  template?: string
}
/** The client id is the idempotency key too, so that trying again after a lost answer never sends twice. */
export const sendMessage = async (id: Id, draft: Draft) =>
  noteWritten(
    await call<Written & { message: Message | Id }>('POST', `${path(id)}/messages`, {
      body: draft,
      idempotencyKey: draft.client_id,
    }),
  )

const act = async (id: Id, action: string, body: unknown = {}) =>
  noteWritten(await call<Written>('POST', `${path(id)}/${action}`, { body }))

export const cancelMessage = (id: Id, message: Id) => act(id, `messages/${message}/cancel`)
export const sendMessageNow = (id: Id, message: Id) => act(id, `messages/${message}/send-now`)
export const retryMessage = (id: Id, message: Id) => act(id, `messages/${message}/retry`)
export const assignConversation = (id: Id, agent: Id | null) => act(id, 'assign', { agent })
export const takeConversation = (id: Id) => act(id, 'take')
export const handOff = (id: Id, to: 'ai' | 'people') => act(id, 'hand-off', { to })
export const closeConversation = (id: Id) => act(id, 'close')
export const reopenConversation = (id: Id) => act(id, 'reopen')
export const snoozeConversation = (id: Id, until: string) => act(id, 'snooze', { until })
/** Opening: makes it read only for its owner. */
export const openedConversation = (id: Id) => act(id, 'read')
export const markRead = (id: Id) => act(id, 'mark-read')
export const markUnread = (id: Id) => act(id, 'mark-unread')
export const optOut = (id: Id, reason: string) => act(id, 'opt-out', { reason })
export const optIn = (id: Id, wording: string, evidence: string) => act(id, 'opt-in', { wording, evidence })
export const addNote = (id: Id, body: string, mentions: Id[]) => act(id, 'notes', { body, mentions })
export const changeLabels = (id: Id, add: string[], remove: string[]) => act(id, 'labels', { add, remove })

export const updateContact = async (id: Id, contact: Partial<Contact>) =>
  noteWritten(await call<Written>('PATCH', `${path(id)}/contact`, { body: contact }))

export type BulkAction =
  | { action: 'mark_read' | 'mark_unread' | 'close' }
  | { action: 'assign'; agent: Id | null }
  | { action: 'label'; label: string }
export const actOnMany = (ids: Id[], action: BulkAction) =>
  call<{ done: number; failed: { id: Id; code: string }[] }>('POST', '/v1/conversations/bulk', {
    body: { ids, ...action },
  })

export const uploadMedia = (conversation: Id, file: File) =>
  call<UploadedMedia>('POST', '/v1/media', {
    query: { conversation, name: file.name },
    body: file,
    headers: { 'Content-Type': file.type || 'application/octet-stream' },
  })

export const downloadMedia = async (conversation: Id, hash: string, signal?: AbortSignal) =>
  (await send('GET', `${path(conversation)}/media/${encodeURIComponent(hash)}`, { signal })).blob()
