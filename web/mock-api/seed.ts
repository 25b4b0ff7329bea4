import type { Agent, Detail, Item, MessageItem, MessageKind, Store } from '@/api/types'
import { healthyViews } from './handlers/views'
import { boxOf, type Conversation, type World } from './world'

const names = [
  'Maya Okafor',
  'Liam Novak',
  'Sofia Marino',
  'Ethan Brooks',
  'Ava Lindqvist',
  'Noah Petrov',
  'Isabella Reyes',
  'Oliver Tan',
  'Emma Whitfield',
  'Lucas Moreau',
  'Chloe Nakamura',
  'Mason Adeyemi',
  'Grace Delacroix-Featherstonehaugh',
  'Henry Kowalski',
  'Zoë Ferreira',
  'Jack Sullivan',
]
const openings: [MessageKind, string][] = [
  [
    'cart',
    'Hi {first}, you left the Linen Overshirt in your cart at Fern & Thread. It is still yours: https://fern.example/l/x7k2 Reply STOP to opt out',
  ],
  ['order', 'Thanks {first}! Order #10{n} is on its way. Track it: https://fern.example/t/10{n}'],
  ['campaign', 'Fern & Thread: our autumn knitwear is in. Early access today, {first}. Reply STOP to opt out'],
]
const answers = [
  'Does the overshirt run large? I am between a M and an L.',
  'How long does shipping to Portland take?',
  'ok thanks 🙏',
  'Can I still change the address? I moved last week, and the parcel must not go to the old flat please.',
  'I want to talk to a person',
  'Is the sage colour coming back?',
]
const replies = [
  'Hi {first}, it runs true to size. With an L you can layer a knit below it.',
  'Three to five working days. It left our workshop this morning.',
]

export const agents: Agent[] = [
  { id: 'agent-ana', name: 'Ana Duarte', email: 'ana@fern.example', role: 'admin', active: true },
  { id: 'agent-ben', name: 'Ben Fischer', email: 'ben@fern.example', role: 'agent', active: true },
  { id: 'agent-chi', name: 'Chidi Eze', email: 'chidi@fern.example', role: 'agent', active: true },
  { id: 'agent-dee', name: 'Dee Larsson', email: 'dee@fern.example', role: 'auditor', active: true },
]

const store: Store & { store: string } = {
  version: 9,
  store: 'store-fern',
  profile: {
    name: 'Fern & Thread',
    support_contact: 'help@fern.example',
    currency: 'USD',
    shop_domain: 'fern-and-thread.myshopify.com',
  },
  senders: [
    {
      number: '+14155550100',
      channels: ['sms', 'mms'],
      gateway: 'simulator',
      messaging_service: null,
      label: 'Main line',
    },
  ],
  hours: { time_zone: 'America/New_York', periods: [{ day: 'monday', from: 540, until: 1080 }] },
  templates: [{ name: 'cart_recovery', body: 'Hi {{name}}, you left {{product}} in your cart: {{link}}' }],
  quick_replies: [
    { shortcut: 'shipping', body: 'Orders leave within one working day and arrive in three to five.' },
    { shortcut: 'returns', body: 'You can send anything back within 30 days, {{name}}. The label is in the parcel.' },
    { shortcut: 'size', body: 'Our pieces run true to size. Between two sizes, take the larger one.' },
  ],
  keyword_rules: [
    { name: 'Shipping', words: ['shipping', 'delivery'], topic: 'shipping', reply: 'We ship in one working day.' },
  ],
  automation: { enabled: true, fallback: 'Thanks! A person will answer you soon.', facts: 'Free returns for 30 days.' },
  cart_recovery: { enabled: true, delay_minutes: 45 },
}

const minuteMs = 60_000

export function emptyWorld(now: () => Date = () => new Date()): World {
  return {
    now,
    position: 0,
    agents: structuredClone(agents),
    me: null,
    store: structuredClone(store),
    conversations: new Map(),
    views: healthyViews(),
    listeners: new Set(),
  }
}

/** A shop of some weeks, the same on every start. */
export function seededWorld(size = 160, now?: () => Date): World {
  const world = emptyWorld(now)
  for (let n = 0; n < size; n += 1) {
    const conversation = seedConversation(world, n)
    world.conversations.set(conversation.detail.id, conversation)
  }
  return world
}

function seedConversation(world: World, n: number): Conversation {
  const name = n % 7 === 6 ? null : `${names[n % names.length]}`
  const first = name?.split(' ')[0] ?? 'there'
  const fill = (text: string) => text.replaceAll('{first}', first).replaceAll('{n}', String(40 + n))
  const whatsapp = n % 5 === 3
  const [kind, opening] = openings[n % openings.length] ?? ['reply', '']
  const started = new Date(world.now().getTime() - (n * n * 3 + 40 + n * 20) * minuteMs)
  const engaged = n % 4 !== 3
  const optedOut = n % 11 === 5
  const items: Item[] = []
  let version = 0
  const at = (minutes: number) => new Date(started.getTime() + minutes * minuteMs).toISOString()
  const message = (minutes: number, part: Partial<MessageItem['message']>): MessageItem => {
    version += 1
    world.position += 1
    const id = `message-${n}-${version}`
    return {
      type: 'message',
      id,
      version,
      position: world.position,
      at: at(minutes),
      message: {
        id,
        direction: 'out',
        kind,
        channel: whatsapp ? 'whatsapp' : 'sms',
        sender: '+14155550100',
        body: '',
        media: [],
        author: { by: 'flow', name: 'Cart recovery' },
        state: 'delivered',
        due: null,
        reason: null,
        code: null,
        carrier_id: `SM${id}`,
        client_id: null,
        in_reply_to: null,
        sent_at: at(minutes),
        delivered_at: at(minutes),
        read_at: null,
        claim_position: world.position,
        ...part,
      },
    }
  }
  const system = (minutes: number, event: string, more: object = {}): Item => {
    version += 1
    world.position += 1
    return {
      type: 'system',
      id: `system-${n}-${version}`,
      version,
      position: world.position,
      at: at(minutes),
      system: { event, actor: 'system', ...more },
    }
  }
  if (kind === 'cart') items.push(system(-45, 'cart_updated', { cart: 'Linen Overshirt' }))
  items.push(
    message(0, {
      body: fill(opening),
      state: whatsapp ? 'read' : n % 13 === 9 ? 'failed' : 'delivered',
      reason:
        n % 13 === 9 ? 'The carrier says that this phone is switched off or out of reach. Try again later.' : null,
      code: n % 13 === 9 ? '30003' : null,
    }),
  )
  let unread = 0
  const assignee = engaged && n % 3 === 1 ? (world.agents[n % 2]?.id ?? null) : null
  if (engaged) {
    items.push(
      message(31, {
        direction: 'in',
        kind: 'reply',
        author: null,
        state: 'received',
        body: fill(answers[n % answers.length] ?? ''),
      }),
    )
    unread = 1
    if (assignee) {
      items.push(system(38, 'conversation_assigned', { agent: assignee, actor: `agent:${assignee}` }))
      items.push(
        message(39, { kind: 'reply', author: { by: 'agent', agent: assignee }, body: fill(replies[n % 2] ?? '') }),
      )
      items.push(
        message(40, {
          kind: 'reply',
          author: { by: 'agent', agent: assignee },
          body: 'Shall I hold one for you?',
          state: 'sent',
        }),
      )
      unread = 0
      if (n % 6 === 4) {
        version += 1
        items.push({
          type: 'note',
          id: `note-${n}`,
          version,
          position: world.position,
          at: at(42),
          note: {
            id: `note-${n}`,
            agent: assignee,
            body: 'She asked the same last spring. Be generous with the return window.',
            mentions: [],
          },
        })
        items.push(
          message(50, { direction: 'in', kind: 'reply', author: null, state: 'received', body: 'yes please!' }),
        )
        unread = 2
      }
    }
  }
  if (optedOut) {
    items.push(
      message(60, { direction: 'in', kind: 'reply', author: null, state: 'received', body: 'ugh leave me alone' }),
    )
    items.push(system(60, 'contact_opted_out', { reason: 'The customer asked in plain words to be left alone.' }))
  }
  if (n % 9 === 1 && !optedOut) {
    const due = new Date(world.now().getTime() + 3 * 60 * minuteMs).toISOString()
    items.push(
      message(61, {
        body: `Still thinking it over, ${first}? Your cart is kept until Sunday.`,
        state: 'scheduled',
        due,
        sent_at: null,
        delivered_at: null,
        carrier_id: null,
        claim_position: null,
      }),
    )
  }
  const last = [...items]
    .reverse()
    .find((item): item is MessageItem => item.type === 'message' && item.message.state !== 'scheduled')
  const digits = String(200 + n).padStart(4, '0')
  const id = `conversation-${n}`
  const price = { minor: 9800, currency: 'USD' }
  const lines = [
    { title: 'Linen Overshirt', variant: 'Sage / M', quantity: 1, price, image: null },
    {
      title: 'Ribbed Socks, 3 pairs',
      variant: null,
      quantity: 2,
      price: { minor: 1450, currency: 'USD' },
      image: null,
    },
  ]
  const detail: Detail = {
    id,
    store: world.store.store,
    address: `+1415555${digits}`,
    address_display: `(415) 555-${digits}`,
    name,
    channel: whatsapp ? 'whatsapp' : 'sms',
    sender: '+14155550100',
    kind,
    box: 'inbox',
    assignee,
    controller: engaged && !assignee && n % 5 === 0 ? 'ai' : 'people',
    consent: optedOut ? 'opted_out' : 'opted_in',
    labels: n % 8 === 0 ? ['vip'] : [],
    unread,
    snoozed_until: n % 17 === 8 ? new Date(world.now().getTime() + 90 * minuteMs).toISOString() : null,
    last: last
      ? {
          id: last.id,
          direction: last.message.direction,
          text: last.message.body.slice(0, 140),
          at: last.at,
          state: last.message.state,
          author: last.message.author,
        }
      : null,
    last_activity_at: last?.at ?? at(0),
    has_cart: kind === 'cart',
    has_order: kind === 'order',
    position: world.position,
    version,
    contact: {
      name,
      email: name ? `${first.toLowerCase()}@example.com` : null,
      language: 'en',
      time_zone: 'America/Los_Angeles',
    },
    consent_detail: {
      status: optedOut ? 'opted_out' : 'opted_in',
      since: optedOut ? at(60) : at(-600),
      source: optedOut ? null : 'checkout',
      cause: optedOut ? 'text' : null,
      wording: 'I agree to receive texts about my cart and offers.',
      evidence: `checkout 7f3c${n}`,
      reason: optedOut ? 'The customer asked in plain words to be left alone.' : null,
      message_id: null,
      position: 1204 + n,
    },
    opted_out: optedOut
      ? {
          at: at(60),
          cause: 'text',
          reason: 'The customer asked in plain words to be left alone.',
          message_id: null,
          text: 'ugh leave me alone',
        }
      : null,
    carts:
      kind === 'cart'
        ? [
            {
              cart: `cart-${n}`,
              items: lines,
              total: { minor: 12700, currency: 'USD' },
              checkout_url: 'https://fern.example/checkout/7f3c',
              link_code: 'x7k2',
              changed_at: at(-45),
              ordered: false,
            },
          ]
        : [],
    orders:
      kind === 'order'
        ? [
            {
              order: `order-${n}`,
              name: `#10${40 + n}`,
              cart: null,
              items: lines,
              total: { minor: 12700, currency: 'USD' },
              status: 'shipped',
              tracking_url: 'https://fern.example/t/1042',
              placed_at: at(-2000),
            },
          ]
        : [],
    whatsapp_window_until: whatsapp ? new Date(started.getTime() + 1_471 * minuteMs).toISOString() : null,
    started_at: at(-600),
    awaiting_answer: unread > 0,
  }
  const conversation: Conversation = { detail, items, engaged, closed: n % 10 === 7 }
  detail.box = boxOf(conversation)
  return conversation
}
