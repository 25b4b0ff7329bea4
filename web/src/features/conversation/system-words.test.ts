import { describe, expect, it } from 'vitest'
import type { SystemLine } from '@/api/types'
import { systemWords } from './system-words'

const names: Record<string, string> = { ana: 'Ana', ben: 'Ben' }
const words = (line: Partial<SystemLine>) =>
  systemWords(
    { event: '', actor: 'system', ...line },
    (id) => names[id ?? ''] ?? 'A colleague',
    new Date('2026-11-03T12:00:00-05:00'),
  )

describe('a system line', () => {
  it.each([
    [{ event: 'conversation_assigned', agent: 'ana', actor: 'agent:ana' }, 'Ana took the conversation'],
    [{ event: 'conversation_assigned', agent: 'ben', actor: 'agent:ana' }, 'Ana gave the conversation to Ben'],
    [{ event: 'conversation_unassigned', actor: 'agent:ana' }, 'Ana put the conversation back into the inbox'],
    [
      { event: 'conversation_handed_off', to: 'people', reason: 'asked_for_person' },
      'AI handed over: the customer asked for a person',
    ],
    [
      { event: 'conversation_handed_off', to: 'people', reason: 'taken_over', actor: 'agent:ben' },
      'Ben took over from the AI',
    ],
    [{ event: 'conversation_handed_off', to: 'ai', reason: 'something_new' }, 'The AI answers'],
    [
      { event: 'consent_requested', actor: 'shop:shopify', reason: 'checkout' },
      'The customer was asked to confirm with YES',
    ],
    [{ event: 'contact_opted_out', actor: 'contact' }, 'Unsubscribed by text'],
    [
      { event: 'contact_opted_out', actor: 'agent:ana', reason: 'Asked on the phone.' },
      'Ana unsubscribed the customer: asked on the phone',
    ],
    [
      { event: 'conversation_snoozed', actor: 'agent:ana', until: '2026-11-04T09:00:00-05:00' },
      'Ana snoozed the conversation until tomorrow at 09:00',
    ],
    [{ event: 'contact_opted_out', actor: 'carrier:twilio' }, 'Unsubscribed at the carrier'],
    [{ event: 'order_placed', order: '#1042' }, 'Order #1042 placed'],
    [{ event: 'order_updated', order: '#1042', status: 'shipped' }, 'Order #1042 is shipped'],
  ] satisfies [Partial<SystemLine>, string][])('reads %j as "%s"', (line, expected) => {
    expect(words(line)).toBe(expected)
  })

  it('leaves out what nobody needs to read', () => {
    expect(words({ event: 'something_new' })).toBeNull()
  })
})
