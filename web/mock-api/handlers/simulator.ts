import type { FailureMode, PhoneMessage, Simulator } from '@/api/simulator'
import { json, problem, type Route, route } from '../route'
import { type Conversation, record, type World } from '../world'
import { addMessage } from './conversations'

const products: Simulator['cart_products'] = [
  { title: 'Linen Overshirt', price_minor: 9800, currency: 'USD', image: null },
  { title: 'Ribbed Socks, 3 pairs', price_minor: 1450, currency: 'USD', image: null },
  { title: 'Merino Beanie', price_minor: 3600, currency: 'USD', image: null },
]

export function simulatorRoutes(world: World): Route[] {
  const started = world.now()
  let offsetSeconds = 0
  let mode: FailureMode = 'none'
  const ownClock = world.now
  world.now = () => new Date(ownClock().getTime() + offsetSeconds * 1_000)

  const holder = (address: string | undefined): Conversation | undefined =>
    [...world.conversations.values()].find((conversation) => conversation.detail.address === address)
  const unknown = () => problem(404, 'conversation_not_found', 'the mock only knows the numbers of its seed')

  return [
    route('GET', '/v1/simulator', () =>
      json({
        now: world.now().toISOString(),
        clock_offset_seconds: offsetSeconds,
        failure_mode: mode,
        customers: [...world.conversations.values()].map(({ detail: { address, name, id } }) => ({
          address,
          name: name ?? null,
          conversation: id,
        })),
        cart_products: products,
      } satisfies Simulator),
    ),
    route('GET', '/v1/simulator/phones/:address/messages', ({ params }) => {
      const conversation = holder(params.address)
      return json({ items: conversation ? onThePhone(conversation) : [] })
    }),
    route('POST', '/v1/simulator/phones/:address/messages', ({ params, body }) => {
      const conversation = holder(params.address)
      if (!conversation) return unknown()
      const { body: text, media } = body as { body: string; media?: 'photo' }
      conversation.engaged = true
      conversation.closed = false
      conversation.detail.unread += 1
      const photo = { hash: null, content_type: 'image/jpeg', name: 'photo.jpg', size: 48_000 }
      addMessage(
        world,
        conversation,
        { direction: 'in', state: 'received', body: text, media: media ? [photo] : [] },
        'message_received',
        'contact',
      )
      return new Response(null, { status: 202 })
    }),
    route('POST', '/v1/simulator/phones/:address/read', ({ params }) => {
      for (const item of holder(params.address)?.items ?? []) {
        if (item.type === 'message' && item.message.state === 'delivered') item.message.state = 'read'
      }
      return new Response(null, { status: 202 })
    }),
    route('POST', '/v1/simulator/phones/:address/cart', ({ params, body }) => {
      const conversation = holder(params.address)
      if (!conversation) return unknown()
      const { items = [0] } = body as { items?: number[] }
      const chosen = items.map((index) => products[index]).filter((product) => product !== undefined)
      const currency = 'USD'
      conversation.detail.carts.unshift({
        cart: `cart-${world.position}`,
        items: chosen.map(({ title, price_minor }) => ({
          title,
          variant: null,
          quantity: 1,
          price: { minor: price_minor, currency },
          image: null,
        })),
        total: { minor: chosen.reduce((sum, product) => sum + product.price_minor, 0), currency },
        checkout_url: 'https://fern.example/checkout/new',
        link_code: 'n3w',
        changed_at: world.now().toISOString(),
        ordered: false,
      })
      record(world, conversation, 'cart_updated', 'shop:shopify', null)
      return new Response(null, { status: 202 })
    }),
    route('POST', '/v1/simulator/phones/:address/order', ({ params }) => {
      const conversation = holder(params.address)
      if (!conversation) return unknown()
      for (const cart of conversation.detail.carts) cart.ordered = true
      record(world, conversation, 'order_placed', 'shop:shopify', null)
      return new Response(null, { status: 202 })
    }),
    route('POST', '/v1/simulator/clock', ({ body }) => {
      offsetSeconds += (body as { advance_seconds: number }).advance_seconds
      return json({ now: world.now().toISOString(), started: started.toISOString() })
    }),
    route('POST', '/v1/simulator/failures', ({ body }) => {
      mode = (body as { mode: FailureMode }).mode
      return json({ mode })
    }),
  ]
}

/** Only what arrived: a text that waits or failed stands on no phone. */
function onThePhone(conversation: Conversation): PhoneMessage[] {
  return conversation.items.flatMap((item) => {
    if (item.type !== 'message') return []
    const { id, direction, body, media, state } = item.message
    if (state !== 'sent' && state !== 'delivered' && state !== 'read' && state !== 'received') return []
    return [
      {
        id,
        direction: direction === 'in' ? ('customer' as const) : ('store' as const),
        body,
        media,
        at: item.at,
        state,
      },
    ]
  })
}
