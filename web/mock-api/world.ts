import type { Agent, Box, Count, Counts, Detail, Id, Item, LiveChange, Row, RowBox, Store } from '@/api/types'
import type { Views } from '@/api/views'
import { inOrder } from '@/live/apply'

export interface Conversation {
  detail: Detail
  items: Item[]
  engaged: boolean
  closed: boolean
}

/** The whole state of the fake server. Tests make their own; development shares one. */
export interface World {
  now: () => Date
  position: number
  agents: Agent[]
  me: Agent | null
  store: Store & { store: Id }
  conversations: Map<Id, Conversation>
  views: Views
  listeners: Set<(change: LiveChange) => void>
}

export function rowOf(detail: Detail): Row {
  const {
    contact,
    consent_detail,
    opted_out,
    carts,
    orders,
    whatsapp_window_until,
    started_at,
    awaiting_answer,
    ...row
  } = detail
  return row
}

export function boxOf(conversation: Conversation): RowBox {
  const { detail, engaged, closed } = conversation
  if (!engaged) return 'sent'
  if (closed) return 'closed'
  if (detail.snoozed_until) return 'snoozed'
  if (detail.controller === 'ai') return 'automated'
  return detail.assignee ? 'assigned' : 'inbox'
}

/** Records one fact: the position moves, the row and item are stamped with it, and whoever listens is told. */
export function record(world: World, conversation: Conversation, eventType: string, actor: string, item: Item | null) {
  world.position += 1
  const { detail } = conversation
  detail.version += 1
  detail.position = world.position
  detail.box = boxOf(conversation)
  detail.has_cart = detail.carts.some((cart) => !cart.ordered)
  detail.has_order = detail.orders.length > 0
  if (item) {
    item.position = world.position
    const known = conversation.items.findIndex((other) => other.id === item.id)
    if (known >= 0) conversation.items[known] = item
    else conversation.items.push(item)
    conversation.items = inOrder(conversation.items)
  }
  const change: LiveChange = structuredClone({
    position: world.position,
    conversation: rowOf(detail),
    item,
    event_type: eventType,
    actor,
  })
  for (const listener of [...world.listeners]) listener(change)
}

const ownerOf = (row: Row) => (row.box === 'closed' || row.box === 'snoozed' ? null : row.assignee)

export function inBox(row: Row, box: Box | 'all', me: Id | null): boolean {
  switch (box) {
    case 'all':
      return true
    case 'yours':
      return me !== null && ownerOf(row) === me
    case 'open':
      return row.box === 'inbox' || Boolean(ownerOf(row))
    default:
      return row.box === box
  }
}

export function counts(world: World): Counts {
  const rows = [...world.conversations.values()].map((conversation) => conversation.detail)
  const me = world.me?.id ?? null
  const count = (box: Box): Count => {
    const inside = rows.filter((row) => inBox(row, box, me))
    return { total: inside.length, unread: inside.filter((row) => row.unread > 0).length }
  }
  const agents = world.agents.map((agent) => {
    const theirs = rows.filter((row) => inBox(row, 'yours', agent.id))
    return { agent: agent.id, total: theirs.length, unread: theirs.filter((row) => row.unread > 0).length }
  })
  return {
    position: world.position,
    inbox: count('inbox'),
    yours: count('yours'),
    open: count('open'),
    automated: count('automated'),
    sent: count('sent'),
    snoozed: count('snoozed'),
    closed: count('closed'),
    ...(world.me?.role === 'admin' ? { agents } : {}),
  }
}
