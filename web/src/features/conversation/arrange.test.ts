import { describe, expect, it } from 'vitest'
import type { Item, Message, MessageItem } from '@/api/types'
import type { Echo } from '@/live/local-echo'
import { arrange } from './arrange'

const now = new Date('2026-11-03T15:00:00-05:00')
let made = 0

function text(at: string, part: Partial<Message> = {}): MessageItem {
  made += 1
  const id = `m${made}`
  const message: Message = {
    id,
    direction: 'out',
    kind: 'reply',
    channel: 'sms',
    sender: '+14155550100',
    body: id,
    media: [],
    author: { by: 'agent', agent: 'ana' },
    state: 'sent',
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
  }
  return { type: 'message', id, version: made, position: made, at, message }
}
const shape = (items: Item[], echoes: Echo[] = []) =>
  arrange(items, echoes, now).days.map((day) => [
    day.name,
    ...day.entries.map((entry) => (entry.kind === 'group' ? `${entry.side} ${entry.messages.length}` : entry.kind)),
  ])

describe('a thread', () => {
  it('stands under the days it happened on, in local time', () => {
    const items = [text('2026-11-01T12:00:00Z'), text('2026-11-03T01:30:00Z'), text('2026-11-03T16:00:00Z')]
    expect(shape(items)).toEqual([
      ['Sunday 1 November', 'ours 1'],
      ['Yesterday', 'ours 1'],
      ['Today', 'ours 1'],
    ])
  })

  it('groups texts of one author within two minutes', () => {
    const items = [text('2026-11-03T16:00:00Z'), text('2026-11-03T16:02:00Z'), text('2026-11-03T16:04:01Z')]
    expect(shape(items)).toEqual([['Today', 'ours 2', 'ours 1']])
  })

  it('does not group texts of different authors', () => {
    const items = [
      text('2026-11-03T16:00:00Z'),
      text('2026-11-03T16:00:10Z', { author: { by: 'ai' } }),
      text('2026-11-03T16:00:20Z', { direction: 'in', author: null }),
    ]
    expect(shape(items)).toEqual([['Today', 'ours 1', 'ours 1', 'theirs 1']])
  })

  it('is parted by a system line', () => {
    const line: Item = {
      type: 'system',
      id: 's',
      version: 2,
      position: 2,
      at: '2026-11-03T16:00:05Z',
      system: { event: 'conversation_closed', actor: 'system' },
    }
    expect(shape([text('2026-11-03T16:00:00Z'), line, text('2026-11-03T16:00:10Z')])).toEqual([
      ['Today', 'ours 1', 'system', 'ours 1'],
    ])
  })

  it('keeps scheduled texts at the bottom, the earliest due first', () => {
    const late = text('2026-11-03T15:00:00Z', { state: 'scheduled', due: '2026-11-05T10:00:00Z' })
    const early = text('2026-11-03T15:30:00Z', { state: 'scheduled', due: '2026-11-04T10:00:00Z' })
    const arranged = arrange([late, early, text('2026-11-03T16:00:00Z')], [], now)
    expect(arranged.days).toHaveLength(1)
    expect(arranged.scheduled).toEqual([early, late])
  })

  it('ends with what was just written and not answered yet', () => {
    const echo: Echo = {
      clientId: 'c',
      conversation: 'x',
      body: 'hi',
      media: [],
      at: now.toISOString(),
      sendAt: null,
      state: 'sending',
      reason: null,
    }
    expect(shape([text('2026-11-03T16:00:00Z')], [echo])).toEqual([['Today', 'ours 1', 'echo']])
  })
})
