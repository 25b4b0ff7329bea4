// The "why" column of the events page: one line out of an event's data, in plain words. The raw data stands in the
// drawer, so nothing here needs to be complete, only true.

import { actorName } from './actor-name'

type Data = Record<string, unknown>

const handoffReasons: Record<string, string> = {
  asked_for_person: 'the customer asked for a person',
  frustrated: 'the customer is frustrated',
  not_understood: 'the text was not understood',
  ai_failed: 'the AI did not answer',
  taken_over: 'an agent took over',
  given_back: 'an agent gave it back',
  new_conversation: 'automation answers new conversations',
}

const suppressionReasons: Record<string, string> = {
  opted_out: 'the contact opted out',
  taken_over: 'a person answers now',
  order_placed: 'the cart became an order',
  replied: 'the contact wrote back',
  cart_changed: 'the cart changed and has a newer text',
  no_consent: 'the contact never agreed to marketing',
  window_closed: "WhatsApp's 24 hours are over",
  nothing_to_say: 'the text asked for no answer',
  stale: 'it could leave only when it was too late',
  cart_cap: 'there was a text about this cart already',
  cart_consent: 'the contact agreed to words that do not name carts',
  no_lawful_time: 'no moment is allowed there',
  cap: 'no such text is allowed',
}

const holdReasons: Record<string, string> = {
  outside_hours: 'outside the business hours of the store',
  quiet_hours: 'quiet hours where the contact is',
  cap: 'the contact has had enough texts for now',
  minimum_gap: 'too soon after the last text',
}

const erasureReasons: Record<string, string> = {
  contact_request: 'The person asked for it',
  shop_request: 'The shop passed on that the person asked for it',
  retention_period: 'It was kept for long enough',
}

const words = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const part = (value: unknown): Data | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : undefined
const plain = (value: unknown): string | undefined => words(value)?.replaceAll('_', ' ')
const quoted = (value: unknown): string | undefined => {
  const text = words(value)
  return text === undefined ? undefined : `“${text}”`
}
const amount = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`

/** `null` when the title says it all already. */
export function eventSummary(
  type: string,
  data: Data | null | undefined,
  agents: ReadonlyMap<string, string>,
): string | null {
  if (!data) return 'Personal data of this event was erased'
  const agent = (id: unknown): string | undefined => {
    const known = words(id)
    return known === undefined ? undefined : actorName(`agent:${known}`, agents)
  }
  switch (type) {
    case 'message_received':
      return quoted(data.body) ?? 'Media without text'
    case 'message_queued':
    case 'message_scheduled':
      return quoted(part(data.outgoing)?.body) ?? 'Media without text'
    case 'contact_erased':
      return erasureReasons[words(data.reason) ?? ''] ?? null
    case 'erasure_media_listed':
      return amount(Array.isArray(data.files) ? data.files.length : 0, 'file')
    case 'erasure_completed':
      return `${amount(Number(data.events), 'event')} and ${amount(Number(data.media), 'file')}`
    case 'message_held':
      return words(part(data.because)?.says) ?? sentence(holdReasons[String(data.reason)] ?? plain(data.reason))
    case 'dispatch_started':
      return words(data.gateway) === undefined ? null : `Attempt ${data.attempt} through ${data.gateway}`
    case 'dispatch_deferred':
    case 'dispatch_uncertain':
    case 'message_failed':
      return sentence(words(data.reason))
    case 'message_sent':
      return words(data.carrier_id) === undefined ? null : `Carrier id ${data.carrier_id}`
    case 'message_suppressed':
    case 'answer_discarded':
      return words(part(data.because)?.says) ?? sentence(suppressionReasons[String(data.reason)] ?? plain(data.reason))
    case 'consent_requested':
    case 'contact_opted_in':
      return [plain(data.source), words(data.evidence)].filter(Boolean).join(' · ') || null
    case 'contact_opted_out':
      return sentence(words(data.reason) ?? plain(data.cause))
    case 'contact_suppressed':
      return sentence(words(data.evidence))
    case 'conversation_assigned':
      return `To ${agent(data.agent) ?? 'an agent'}${data.by_reply === true ? ', who replied' : ''}`
    case 'conversation_handed_off':
      return `To ${data.to === 'ai' ? 'the AI' : 'people'}: ${handoffReasons[String(data.reason)] ?? plain(data.reason) ?? ''}`
    case 'note_added':
      return quoted(data.body) ?? null
    case 'label_added':
    case 'label_removed':
      return words(data.label) ?? null
    case 'contact_updated':
      return (
        Object.keys(data)
          .map((field) => field.replaceAll('_', ' '))
          .join(', ') || null
      )
    case 'cart_updated': {
      const items = part(data.cart)?.items
      return Array.isArray(items) ? amount(items.length, 'product') : null
    }
    case 'order_placed':
    case 'order_updated': {
      const order = part(data.order)
      return [words(order?.name), plain(order?.status)].filter(Boolean).join(' · ') || null
    }
    case 'link_clicked':
      return words(data.code) ?? null
    case 'inbound_recorded':
      return [words(data.source), words(data.topic)].filter(Boolean).join(' · ') || null
    case 'inbound_parsed':
      return sentence(words(data.ignored))
    case 'store_senders_changed':
    case 'store_templates_changed':
    case 'store_quick_replies_changed':
    case 'store_keyword_rules_changed': {
      const list = Object.values(data).find(Array.isArray) as unknown[] | undefined
      return list === undefined ? null : `Now ${amount(list.length, 'entry').replace('entrys', 'entries')}`
    }
    case 'store_sending_rules_changed':
      return rulesInOneLine(part(data.sending_rules))
    case 'agent_added':
    case 'agent_changed':
      return [words(data.name), words(data.role), data.active === false ? 'deactivated' : undefined]
        .filter(Boolean)
        .join(' · ')
    case 'session_ended':
      return sentence(plain(data.reason))
    case 'api_key_issued':
      return words(data.name) ?? null
    default:
      return null
  }
}

function rulesInOneLine(rules: Data | undefined): string | null {
  if (!rules) return null
  const limits = Object.values(part(rules.caps) ?? {}).filter((limit) => typeof limit === 'number').length
  const rate = Number(rules.opt_out_threshold_permille)
  return [
    rules.doubtful_opt_out === 'ask_person' ? 'Doubtful opt-outs go to a person' : 'Doubtful opt-outs are obeyed',
    rules.double_opt_in === true ? 'double opt-in' : undefined,
    limits > 0 ? `${amount(limits, 'limit')} of the store` : undefined,
    rate > 0 ? `pauses at ${rate / 10} % opt-outs` : undefined,
  ]
    .filter(Boolean)
    .join(' · ')
}

function sentence(text: string | undefined): string | null {
  return text === undefined ? null : text.charAt(0).toUpperCase() + text.slice(1)
}
