import type { Filter } from '@/api/conversations'
import type { Box, Channel, Id, MessageKind } from '@/api/types'

/** The part of the inbox's state that stands behind the `?` of its URL. */
export interface InboxSearch {
  q?: string
  kind?: MessageKind
  channel?: Channel
  label?: string
  agent?: Id
  unread?: 'yes'
  opted_out?: 'yes'
  has?: 'cart' | 'order'
  /** Details panel: open by default on a wide screen, closed on a narrow one. */
  panel?: 'details' | 'none'
}

const oneOf = <T extends string>(value: unknown, allowed: readonly T[]): T | undefined =>
  allowed.find((candidate) => candidate === value)

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.slice(0, 200) : undefined

export const kinds = ['cart', 'campaign', 'order', 'reply', 'auto_reply', 'consent'] as const
export const channels = ['sms', 'mms', 'whatsapp'] as const

/** Reads whatever stands in the URL; what makes no sense is left out rather than failing the page. */
export function readInboxSearch(raw: Record<string, unknown>): InboxSearch {
  const search: InboxSearch = {
    q: text(raw.q),
    kind: oneOf(raw.kind, kinds),
    channel: oneOf(raw.channel, channels),
    label: text(raw.label),
    agent: text(raw.agent),
    unread: oneOf(raw.unread, ['yes'] as const),
    opted_out: oneOf(raw.opted_out, ['yes'] as const),
    has: oneOf(raw.has, ['cart', 'order'] as const),
    panel: oneOf(raw.panel, ['details', 'none'] as const),
  }
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))
}

/** The list that a URL asks for. Only what is set is a key, so that equal lists share one cache entry. */
export function filterOf(store: Id, box: Box, search: InboxSearch): Filter {
  const { q, kind, channel, label, agent, unread, opted_out, has } = search
  const filter: Filter = { store, box: agent ? 'yours' : box }
  if (q) filter.q = q
  if (kind) filter.kind = kind
  if (channel) filter.channel = channel
  if (label) filter.label = label
  if (agent) filter.agent = agent
  if (unread) filter.unread = true
  if (opted_out) filter.opted_out = true
  if (has) filter.has = has
  return filter
}
