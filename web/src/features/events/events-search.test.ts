import { describe, expect, it } from 'vitest'
import { filterOf, localMinute, readEventsSearch, timeOfLocalMinute } from './events-search'

describe('the URL of the events page', () => {
  it('carries the filter, the order and the open event', () => {
    const search = readEventsSearch({ type: 'message_sent', actor: 'ai', order: 'asc', event: '42' })
    expect(search).toMatchObject({ type: 'message_sent', actor: 'ai', order: 'asc', event: '42' })
    expect(filterOf(search)).toEqual({ type: 'message_sent', actor: 'ai' })
  })

  it('names a group of events by one word', () => {
    expect(filterOf({ type: 'consent' })).toEqual({
      type: 'consent_requested,contact_opted_in,contact_opted_out,contact_suppressed',
    })
  })

  it('can leave the raw webhooks out', () => {
    const types = filterOf({ type: 'no-webhooks' }).type?.split(',') ?? []
    expect(types).toContain('message_received')
    expect(types).not.toContain('inbound_recorded')
  })

  it('leaves out what makes no sense', () => {
    const search = readEventsSearch({ type: ' ', since: 'yesterday-ish', order: 'sideways', event: '-3' })
    expect(Object.values(search).filter((value) => value !== undefined)).toEqual([])
  })
})

describe('a time in the filter', () => {
  it('goes through the date field unchanged, to the minute', () => {
    const time = '2026-11-03T19:02:00.000Z'
    expect(localMinute(time)).toBe('2026-11-03T14:02')
    expect(timeOfLocalMinute(localMinute(time))).toBe(time)
  })

  it('is no filter while the field is empty', () => {
    expect(localMinute(undefined)).toBe('')
    expect(timeOfLocalMinute('')).toBeUndefined()
  })
})
