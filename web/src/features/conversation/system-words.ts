import type { NameOf } from '@/api/agent-names'
import type { SystemLine } from '@/api/types'
import { inSentence } from '@/lib/time'

/** The agent who did it, or `null` when it was not a person. */
function doer(line: SystemLine, nameOf: NameOf): string | null {
  const [kind, id] = line.actor.split(':')
  return kind === 'agent' && id ? nameOf(id) : null
}

const handoffs: Record<string, string> = {
  asked_for_person: 'AI handed over: the customer asked for a person',
  frustrated: 'AI handed over: the customer is frustrated',
  not_understood: 'AI handed over: the question was not understood',
  ai_failed: 'AI handed over: it could not be reached',
  new_conversation: 'The AI answers',
}

const discarded: Record<string, string> = {
  taken_over: 'a person answers now',
  opted_out: 'the customer unsubscribed',
  replied: 'the customer wrote again',
}

/** By the kind of actor: `carrier:twilio` is a carrier. */
const optOutActors: Record<string, string> = {
  contact: 'Unsubscribed by text',
  carrier: 'Unsubscribed at the carrier',
  shop: 'Unsubscribed in the shop',
}

/** A fact of the log in words for the middle of the thread. `null`: not worth a line. */
export function systemWords(line: SystemLine, nameOf: NameOf, now: Date): string | null {
  const who = doer(line, nameOf)
  switch (line.event) {
    case 'conversation_assigned': {
      const owner = nameOf(line.agent)
      return who && who !== owner ? `${who} gave the conversation to ${owner}` : `${owner} took the conversation`
    }
    case 'conversation_unassigned':
      return who ? `${who} put the conversation back into the inbox` : 'Put back into the inbox'
    case 'conversation_handed_off':
      if (line.reason === 'taken_over') return `${who ?? 'A person'} took over from the AI`
      if (line.reason === 'given_back') return `${who ?? 'A person'} gave the conversation to the AI`
      return handoffs[line.reason ?? ''] ?? (line.to === 'ai' ? 'The AI answers' : 'AI handed over')
    case 'conversation_closed':
      return who ? `${who} closed the conversation` : 'Closed'
    case 'conversation_reopened':
      return who ? `${who} reopened the conversation` : 'Reopened'
    case 'conversation_snoozed':
      return `${who ? `${who} snoozed the conversation` : 'Snoozed'}${line.until ? ` until ${inSentence(new Date(line.until), now)}` : ''}`
    case 'conversation_woken':
      return 'The snooze ended'
    case 'contact_opted_out': {
      const actor = line.actor.split(':')[0] ?? ''
      const cause = who ? `${who} unsubscribed the customer` : (optOutActors[actor] ?? 'Unsubscribed')
      return line.reason ? `${cause}: ${lowerFirst(line.reason)}` : cause
    }
    case 'contact_suppressed':
      return 'A list of numbers that must not be texted names the customer'
    case 'consent_requested':
      return 'The customer was asked to confirm with YES'
    case 'contact_opted_in':
      return who ? `${who} recorded the customer's consent` : 'The customer agreed to texts'
    case 'cart_updated':
      return line.cart ? `Cart: ${line.cart}` : 'The cart changed'
    case 'order_placed':
      return line.order ? `Order ${line.order} placed` : 'Order placed'
    case 'order_updated':
      return `Order${line.order ? ` ${line.order}` : ''}${line.status ? ` is ${line.status}` : ' changed'}`
    case 'link_clicked':
      return 'The customer opened the checkout link'
    case 'label_added':
      return `${who ?? 'Somebody'} added the label ${line.label ?? ''}`.trim()
    case 'label_removed':
      return `${who ?? 'Somebody'} removed the label ${line.label ?? ''}`.trim()
    case 'answer_discarded':
      return `An automatic answer was dropped: ${discarded[line.reason ?? ''] ?? 'it came too late'}`
    case 'conversation_started':
      return who ? `${who} started the conversation` : null
    default:
      return null
  }
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '')
