import type { EventsFilter, EventsOrder } from '@/api/events'
import { typesFor } from './event-catalog'

/**
 * The state of the events page, all of it in the URL: what is filtered, in which order, which event is open. `type` is an
 * event type or the slug of a group.
 */
export interface EventsSearch extends EventsFilter {
  /** Newest first unless this says otherwise. */
  order?: 'asc'
  /** Position of the event whose record is open. */
  event?: string
}

/** Reads whatever stands in the URL; what makes no sense is left out rather than failing the page. */
export function readEventsSearch(raw: Record<string, unknown>): EventsSearch {
  const text = (name: string) => {
    const value = raw[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  }
  const time = (name: string) => {
    const value = text(name)
    return value !== undefined && !Number.isNaN(Date.parse(value)) ? value : undefined
  }
  const event = text('event')
  return {
    type: text('type'),
    actor: text('actor'),
    stream: text('stream'),
    since: time('since'),
    until: time('until'),
    order: raw.order === 'asc' ? 'asc' : undefined,
    event: event !== undefined && /^\d+$/.test(event) ? event : undefined,
  }
}

/** Only what is set is a key, so that equal lists share one cache entry. */
export function filterOf({ type, actor, stream, since, until }: EventsSearch): EventsFilter {
  return Object.fromEntries(
    Object.entries({ type: type && typesFor(type), actor, stream, since, until }).filter(
      ([, value]) => value !== undefined,
    ),
  )
}

export const orderOf = (search: EventsSearch): EventsOrder => search.order ?? 'desc'

/** `2026-11-03T14:02` in this browser's zone, as a date field wants it. */
export function localMinute(time: string | undefined): string {
  if (!time) return ''
  const at = new Date(time)
  const digits = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${digits(at.getMonth() + 1)}-${digits(at.getDate())}T${digits(at.getHours())}:${digits(at.getMinutes())}`
}

export function timeOfLocalMinute(field: string): string | undefined {
  const at = new Date(field)
  return field === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
