import type { EventsPage, LoggedEvent } from '@/api/events'
import type { Item } from '@/api/types'
import { json, problem, type Route, route } from '../route'
import type { World } from '../world'

/** The fake world keeps no log; its timelines are told again as one, in the order they happened. */
export function eventRoutes(world: World): Route[] {
  return [
    route('GET', '/v1/events', ({ query }) => {
      if (world.me?.role === 'agent') return problem(403, 'forbidden', 'your role does not allow this')
      return json(listEvents(allEvents(world), query))
    }),
  ]
}

export function listEvents(log: LoggedEvent[], query: URLSearchParams): EventsPage {
  const number = (name: string) => (query.has(name) ? Number(query.get(name)) : null)
  const after = number('after')
  const before = number('before')
  const limit = number('limit') ?? 50
  const descending = query.get('order') === 'desc'
  const [type, actor, stream, since, until] = ['type', 'actor', 'stream', 'since', 'until'].map((name) =>
    query.get(name),
  )
  const found = log.filter(
    (event) =>
      (after === null || event.position > after) &&
      (before === null || event.position < before) &&
      (!type || type.split(',').includes(event.type)) &&
      (!actor || event.actor === actor || event.actor.startsWith(`${actor}:`)) &&
      (!stream || event.stream === stream) &&
      (!since || event.at >= since) &&
      (!until || event.at < until),
  )
  if (descending) found.reverse()
  const items = found.slice(0, limit)
  const next = found.length > limit ? (items.at(-1)?.position ?? null) : null
  return {
    items,
    next_after: descending ? null : next,
    next_before: descending ? next : null,
    head: log.at(-1)?.position ?? 0,
  }
}

function allEvents(world: World): LoggedEvent[] {
  return [...world.conversations.values()]
    .flatMap(({ detail, items }) => items.map((item) => ({ detail, item })))
    .sort((one, other) => one.item.at.localeCompare(other.item.at))
    .map(({ detail, item }, index) => ({
      position: index + 1,
      stream: detail.id,
      version: item.version,
      schema: 1,
      at: item.at,
      causation: item.version > 1 && index > 0 ? index : null,
      correlation: `correlation-${detail.id}`,
      conversation: { id: detail.id, name: detail.name ?? detail.address_display },
      ...factOf(item),
    }))
}

function factOf(item: Item): Pick<LoggedEvent, 'type' | 'actor' | 'data'> {
  switch (item.type) {
    case 'note':
      return { type: 'note_added', actor: `agent:${item.note.agent}`, data: { ...item.note } }
    case 'system': {
      const { event, actor, ...data } = item.system
      return { type: event, actor, data }
    }
    case 'message': {
      const { id, direction, body, due, author, channel, sender, kind } = item.message
      if (direction === 'in') {
        return { type: 'message_received', actor: 'contact', data: { message: id, channel, sender, body, media: [] } }
      }
      const actor =
        author?.by === 'agent' ? `agent:${author.agent}` : author?.by === 'flow' ? 'flow:cart_recovery' : 'ai'
      const outgoing = { message: id, kind, channel, sender, body, author }
      return due
        ? { type: 'message_scheduled', actor, data: { outgoing, due } }
        : { type: 'message_queued', actor, data: { outgoing } }
    }
  }
}
