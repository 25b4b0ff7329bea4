import { seededWorld } from '@mock/seed'
import { rowOf } from '@mock/world'
import { describe, expect, it } from 'vitest'
import type { LiveChange, Me, Row } from '@/api/types'
import { announcement } from './use-presence'

const me: Me = { id: 'ana', name: 'Ana', email: 'ana@fern.example', role: 'agent', active: true, permissions: [] }
const detail = [...seededWorld(1).conversations.values()][0]?.detail
if (!detail) throw new Error('the seed is empty')

const change = (event_type: string, actor: string, row: Partial<Row>): LiveChange => ({
  position: 9,
  conversation: { ...rowOf(detail), ...row },
  item: null,
  event_type,
  actor,
})

describe('an agent is told', () => {
  it('of a text in a conversation of theirs', () => {
    expect(announcement(change('message_received', 'contact', { assignee: 'ana' }), me)?.title).toBe('Maya Okafor')
  })
  it('when a colleague gives them a conversation', () => {
    expect(announcement(change('conversation_assigned', 'agent:ben', { assignee: 'ana' }), me)?.title).toBe(
      'Maya Okafor is yours now',
    )
  })
  it('nothing of what they did themselves', () => {
    expect(announcement(change('conversation_assigned', 'agent:ana', { assignee: 'ana' }), me)).toBeNull()
  })
  it("nothing of other people's conversations", () => {
    expect(announcement(change('message_received', 'contact', { assignee: 'ben' }), me)).toBeNull()
    expect(announcement(change('message_received', 'contact', { assignee: null }), me)).toBeNull()
  })
})
