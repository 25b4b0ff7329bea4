import type { Box, Id, Item, Message, MessageItem, Row, TimelinePage } from '@/api/types'
import { type Call, json, problem, type Route, route } from '../route'
import { type Conversation, counts, inBox, record, rowOf, type World } from '../world'

export function matches(row: Row, query: URLSearchParams, me: Id | null): boolean {
  const is = (name: string, value: string | null) => !query.get(name) || query.get(name) === value
  const q = query.get('q')?.toLowerCase()
  const found =
    !q ||
    [row.name ?? '', row.address, row.address_display, row.last?.text ?? ''].some((text) =>
      text.toLowerCase().includes(q),
    )
  return (
    inBox(row, (query.get('box') ?? 'all') as Box | 'all', query.get('agent') ?? me) &&
    is('kind', row.kind) &&
    is('channel', row.channel) &&
    (!query.get('label') || row.labels.includes(query.get('label') ?? '')) &&
    (!query.get('unread') || row.unread > 0) &&
    (!query.get('opted_out') || row.consent === 'opted_out') &&
    (query.get('has') !== 'cart' || row.has_cart) &&
    (query.get('has') !== 'order' || row.has_order) &&
    found
  )
}

const newestFirst = (a: Row, b: Row) => b.last_activity_at.localeCompare(a.last_activity_at) || a.id.localeCompare(b.id)

export function listRows(world: World, query: URLSearchParams) {
  const rows = [...world.conversations.values()]
    .map(({ detail }) => rowOf(detail))
    .filter((row) => matches(row, query, world.me?.id ?? null))
    .sort(newestFirst)
  const cursor = query.get('cursor')
  const after = cursor ? rows.filter((row) => isAfter(row, cursor)) : rows
  const limit = Number(query.get('limit') ?? 50)
  const items = after.slice(0, limit)
  const last = items.at(-1)
  const next_cursor = after.length > limit && last ? `${last.last_activity_at}|${last.id}` : null
  return structuredClone({ items, next_cursor, position: world.position })
}

function isAfter(row: Row, cursor: string): boolean {
  const [at = '', id = ''] = cursor.split('|')
  return row.last_activity_at < at || (row.last_activity_at === at && row.id > id)
}

/** A page of a timeline, oldest first. The newest one ends with whatever waits for its time. */
export function readItems(
  world: World,
  conversation: Conversation,
  before: number | null,
  limit: number,
): TimelinePage {
  const waits = (item: Item) => item.type === 'message' && item.message.state === 'scheduled'
  const settled = conversation.items.filter((item) => !waits(item) && (before === null || item.version < before))
  const page = settled.slice(-limit)
  const items = before === null ? [...page, ...conversation.items.filter(waits)] : page
  const next_before = settled.length > limit ? (page[0]?.version ?? null) : null
  return structuredClone({ items, next_before, position: world.position })
}

let made = 0
const freshId = (what: string) => {
  made += 1
  return `${what}-new-${made}`
}

export function addMessage(
  world: World,
  conversation: Conversation,
  part: Partial<Message>,
  eventType: string,
  actor: string,
): MessageItem {
  const id = freshId('message')
  const at = world.now().toISOString()
  const item: MessageItem = {
    type: 'message',
    id,
    at,
    version: conversation.detail.version + 1,
    position: 0,
    message: {
      id,
      direction: 'out',
      kind: 'reply',
      channel: conversation.detail.channel,
      sender: conversation.detail.sender,
      body: '',
      media: [],
      author: null,
      state: 'queued',
      due: null,
      reason: null,
      code: null,
      carrier_id: null,
      client_id: null,
      in_reply_to: null,
      sent_at: null,
      delivered_at: null,
      read_at: null,
      claim_position: null,
      ...part,
    },
  }
  if (item.message.state !== 'scheduled') {
    const { direction, body, state, author } = item.message
    conversation.detail.last = { id, direction, text: body.slice(0, 140) || 'Photo', at, state, author }
    conversation.detail.last_activity_at = at
  }
  record(world, conversation, eventType, actor, item)
  return item
}

export function moveMessage(
  world: World,
  conversation: Conversation,
  item: MessageItem,
  part: Partial<Message>,
  eventType: string,
) {
  const left = item.message.state === 'scheduled' && part.state !== undefined && part.state !== 'scheduled'
  const at = left ? { version: conversation.detail.version + 1, at: world.now().toISOString() } : {}
  const moved: MessageItem = { ...item, ...at, message: { ...item.message, ...part } }
  const newest = [...conversation.items]
    .reverse()
    .find((other) => other.type === 'message' && other.message.state !== 'scheduled')
  if (newest?.id === item.id && conversation.detail.last)
    conversation.detail.last = { ...conversation.detail.last, state: moved.message.state }
  record(world, conversation, eventType, 'carrier:simulator', moved)
  return moved
}

function addSystem(world: World, conversation: Conversation, event: string, more: object = {}) {
  const actor = `agent:${world.me?.id}`
  const item: Item = {
    type: 'system',
    id: freshId('system'),
    at: world.now().toISOString(),
    version: conversation.detail.version + 1,
    position: 0,
    system: { event, actor, ...more },
  }
  record(world, conversation, event, actor, item)
}

/** What each action of an agent does to a conversation. */
const actions: Record<
  string,
  (world: World, conversation: Conversation, body: Record<string, unknown>) => Response | undefined
> = {
  assign: (world, conversation, body) => {
    conversation.detail.assignee = (body.agent as Id | null) ?? null
    addSystem(world, conversation, body.agent ? 'conversation_assigned' : 'conversation_unassigned', {
      agent: body.agent,
    })
    return undefined
  },
  take: (world, conversation) => actions.assign?.(world, conversation, { agent: world.me?.id }),
  'hand-off': (world, conversation, body) => {
    conversation.detail.controller = body.to as 'ai' | 'people'
    if (body.to === 'ai') conversation.detail.assignee = null
    addSystem(world, conversation, 'conversation_handed_off', {
      to: body.to,
      reason: body.to === 'ai' ? 'given_back' : 'taken_over',
    })
    return undefined
  },
  close: (world, conversation) => {
    conversation.closed = true
    addSystem(world, conversation, 'conversation_closed')
    return undefined
  },
  reopen: (world, conversation) => {
    conversation.closed = false
    conversation.detail.snoozed_until = null
    addSystem(world, conversation, 'conversation_reopened')
    return undefined
  },
  snooze: (world, conversation, body) => {
    conversation.detail.snoozed_until = body.until as string
    addSystem(world, conversation, 'conversation_snoozed', { until: body.until })
    return undefined
  },
  read: (world, conversation) => {
    if (conversation.detail.assignee !== world.me?.id || conversation.detail.unread === 0) return undefined
    conversation.detail.unread = 0
    record(world, conversation, 'conversation_read', `agent:${world.me?.id}`, null)
    return undefined
  },
  'mark-read': (world, conversation) => {
    conversation.detail.unread = 0
    record(world, conversation, 'conversation_marked_read', `agent:${world.me?.id}`, null)
    return undefined
  },
  'mark-unread': (world, conversation) => {
    conversation.detail.unread = Math.max(1, conversation.detail.unread)
    record(world, conversation, 'conversation_marked_unread', `agent:${world.me?.id}`, null)
    return undefined
  },
  'opt-out': (world, conversation, body) => {
    const at = world.now().toISOString()
    const { detail } = conversation
    detail.consent = 'opted_out'
    detail.opted_out = { at, cause: 'agent', reason: String(body.reason), message_id: null, text: null }
    detail.consent_detail = {
      ...detail.consent_detail,
      status: 'opted_out',
      since: at,
      cause: 'agent',
      source: null,
      reason: String(body.reason),
    }
    addSystem(world, conversation, 'contact_opted_out', { reason: body.reason })
    return undefined
  },
  'opt-in': (world, conversation, body) => {
    const { detail } = conversation
    detail.consent = 'opted_in'
    detail.opted_out = null
    detail.consent_detail = {
      ...detail.consent_detail,
      status: 'opted_in',
      since: world.now().toISOString(),
      source: 'agent',
      cause: null,
      wording: String(body.wording),
      evidence: String(body.evidence),
    }
    addSystem(world, conversation, 'contact_opted_in', { reason: body.wording })
    return undefined
  },
  notes: (world, conversation, body) => {
    const id = freshId('note')
    const note: Item = {
      type: 'note',
      id,
      at: world.now().toISOString(),
      version: conversation.detail.version + 1,
      position: 0,
      note: { id, agent: world.me?.id ?? '', body: String(body.body), mentions: [] },
    }
    record(world, conversation, 'note_added', `agent:${world.me?.id}`, note)
    return undefined
  },
  labels: (world, conversation, body) => {
    const { add = [], remove = [] } = body as { add?: string[]; remove?: string[] }
    conversation.detail.labels = [
      ...new Set([...conversation.detail.labels.filter((label) => !remove.includes(label)), ...add]),
    ]
    record(world, conversation, 'label_added', `agent:${world.me?.id}`, null)
    return undefined
  },
}

export function conversationRoutes(world: World): Route[] {
  const written = (conversation?: Conversation) => ({
    position: world.position,
    version: conversation?.detail.version ?? 0,
  })
  const within =
    (work: (conversation: Conversation, call: Call) => Response | Promise<Response>): Route['handle'] =>
    (call) => {
      const conversation = world.conversations.get(call.params.id ?? '')
      return conversation
        ? work(conversation, call)
        : problem(404, 'conversation_not_found', 'there is no such conversation')
    }
  const findMessage = (conversation: Conversation, id: string | undefined) =>
    conversation.items.find((item): item is MessageItem => item.type === 'message' && item.message.id === id)
  return [
    route('GET', '/v1/boxes', () => json(counts(world))),
    route('GET', '/v1/conversations', ({ query }) => json(listRows(world, query))),
    route('POST', '/v1/conversations/bulk', ({ body }) => {
      const { ids, action, agent, label } = body as { ids: Id[]; action: string; agent?: Id | null; label?: string }
      const done = ids.map((id) => world.conversations.get(id)).filter((conversation) => conversation !== undefined)
      for (const conversation of done)
        actions[action === 'label' ? 'labels' : action.replace('_', '-')]?.(world, conversation, {
          agent,
          add: [label],
        })
      return json({ done: done.length, failed: [] })
    }),
    route(
      'GET',
      '/v1/conversations/:id',
      within((conversation) => json(structuredClone(conversation.detail))),
    ),
    route(
      'GET',
      '/v1/conversations/:id/timeline',
      within((conversation, { query }) => {
        const before = query.get('before')
        return json(readItems(world, conversation, before ? Number(before) : null, Number(query.get('limit') ?? 50)))
      }),
    ),
    route(
      'POST',
      '/v1/conversations/:id/messages',
      within((conversation, { body }) => {
        const draft = body as { body: string; client_id?: string; send_at?: string }
        if (conversation.detail.consent === 'opted_out')
          return problem(409, 'contact_opted_out', 'the contact opted out')
        const again = conversation.items.find(
          (item) => item.type === 'message' && item.message.client_id === draft.client_id,
        )
        if (again) return json({ message: again.id, ...written(conversation) }, 202)
        if (/fail the request/.test(draft.body)) return problem(503, 'log_read_only', 'the log cannot be written')
        conversation.engaged = true
        conversation.closed = false
        conversation.detail.assignee = world.me?.id ?? null
        conversation.detail.controller = 'people'
        conversation.detail.unread = 0
        const state = draft.send_at ? ('scheduled' as const) : ('queued' as const)
        let item = addMessage(
          world,
          conversation,
          {
            body: draft.body,
            client_id: draft.client_id ?? null,
            due: draft.send_at ?? null,
            state,
            author: { by: 'agent', agent: world.me?.id ?? '' },
          },
          'message_queued',
          `agent:${world.me?.id}`,
        )
        if (state === 'queued') {
          const fails = /fail this text/.test(draft.body)
          setTimeout(() => {
            item = moveMessage(
              world,
              conversation,
              item,
              {
                state: fails ? 'failed' : 'sent',
                reason: fails ? 'The carrier refused the number. Check it with the customer.' : null,
              },
              'message_sent',
            )
          }, 700)
          if (!fails)
            setTimeout(() => {
              item = moveMessage(world, conversation, item, { state: 'delivered' }, 'message_delivered')
            }, 1_600)
        }
        return json({ message: item.message, ...written(conversation) }, 202)
      }),
    ),
    route(
      'POST',
      '/v1/conversations/:id/messages/:message/:action',
      within((conversation, { params }) => {
        const item = findMessage(conversation, params.message)
        if (!item) return problem(404, 'message_not_found', 'there is no such message')
        moveMessage(
          world,
          conversation,
          item,
          { state: params.action === 'cancel' ? 'cancelled' : 'sent', due: null, reason: null },
          'message_released',
        )
        return json(written(conversation))
      }),
    ),
    route(
      'GET',
      '/v1/conversations/:id/messages/:message/why',
      within((conversation, { params }) => {
        const item = findMessage(conversation, params.message)
        const sentences = [
          'The contact agreed to texts at checkout on 3 October.',
          'It was written by the flow "Cart recovery", 45 minutes after the cart last changed.',
          'It was sent within the opening hours.',
          item?.message.reason,
        ].filter(Boolean)
        return json({
          sentences,
          events: [
            { position: item?.position ?? 0, type: 'message_queued', at: item?.at, actor: 'flow:cart_recovery' },
          ],
        })
      }),
    ),
    route(
      'PATCH',
      '/v1/conversations/:id/contact',
      within((conversation, { body }) => {
        Object.assign(conversation.detail.contact, body)
        conversation.detail.name = conversation.detail.contact.name || null
        record(world, conversation, 'contact_updated', `agent:${world.me?.id}`, null)
        return json(written(conversation))
      }),
    ),
    route(
      'POST',
      '/v1/conversations/:id/:action',
      within((conversation, { params, body }) => {
        const action = actions[params.action ?? '']
        if (!action) return problem(404, 'not_found', 'there is no such action')
        return action(world, conversation, (body ?? {}) as Record<string, unknown>) ?? json(written(conversation))
      }),
    ),
    route('POST', '/v1/conversations', ({ body }) => {
      const { address } = body as { address: string }
      const known = [...world.conversations.values()].find(
        (conversation) => conversation.detail.address === address.replace(/[^+\d]/g, ''),
      )
      return known
        ? json({ id: known.detail.id, ...written(known) }, 201)
        : problem(422, 'validation', 'the mock only knows the numbers of its seed')
    }),
  ]
}
