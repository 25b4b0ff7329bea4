// Every event type the log knows today, with the words a person reads. A type that is missing here is shown by its
// own name: an older web app must be able to read a newer log.

export type EventGroup =
  | 'Messages'
  | 'Consent'
  | 'Ownership'
  | 'Contact'
  | 'Shop'
  | 'Raw webhooks'
  | 'Store'
  | 'People and keys'

export interface EventWords {
  title: string
  group: EventGroup
}

export const eventCatalog: Record<string, EventWords> = {
  message_received: { title: 'Text received', group: 'Messages' },
  message_scheduled: { title: 'Text scheduled', group: 'Messages' },
  message_queued: { title: 'Text queued', group: 'Messages' },
  message_released: { title: 'Text released', group: 'Messages' },
  message_held: { title: 'Text held', group: 'Messages' },
  dispatch_started: { title: 'Send claimed', group: 'Messages' },
  dispatch_deferred: { title: 'Send deferred', group: 'Messages' },
  dispatch_uncertain: { title: 'Send uncertain', group: 'Messages' },
  message_sent: { title: 'Text sent', group: 'Messages' },
  message_delivered: { title: 'Text delivered', group: 'Messages' },
  message_read: { title: 'Text read', group: 'Messages' },
  message_failed: { title: 'Text failed', group: 'Messages' },
  message_suppressed: { title: 'Text suppressed', group: 'Messages' },
  message_cancelled: { title: 'Text cancelled', group: 'Messages' },
  answer_discarded: { title: 'Answer discarded', group: 'Messages' },

  consent_requested: { title: 'Confirmation asked for', group: 'Consent' },
  contact_opted_in: { title: 'Opted in', group: 'Consent' },
  contact_opted_out: { title: 'Opted out', group: 'Consent' },
  contact_suppressed: { title: 'Suppressed by a list', group: 'Consent' },

  conversation_started: { title: 'Conversation started', group: 'Ownership' },
  conversation_assigned: { title: 'Assigned', group: 'Ownership' },
  conversation_unassigned: { title: 'Handed back', group: 'Ownership' },
  conversation_read: { title: 'Opened by an agent', group: 'Ownership' },
  conversation_marked_read: { title: 'Marked read', group: 'Ownership' },
  conversation_marked_unread: { title: 'Marked unread', group: 'Ownership' },
  conversation_handed_off: { title: 'Handed off', group: 'Ownership' },
  conversation_closed: { title: 'Closed', group: 'Ownership' },
  conversation_reopened: { title: 'Reopened', group: 'Ownership' },
  conversation_snoozed: { title: 'Snoozed', group: 'Ownership' },
  conversation_woken: { title: 'Woken', group: 'Ownership' },
  note_added: { title: 'Note added', group: 'Ownership' },
  label_added: { title: 'Label added', group: 'Ownership' },
  label_removed: { title: 'Label removed', group: 'Ownership' },

  contact_updated: { title: 'Contact changed', group: 'Contact' },
  contact_erased: { title: 'Contact erased', group: 'Contact' },
  erasure_media_listed: { title: 'Files to erase listed', group: 'Contact' },
  erasure_completed: { title: 'Erasure completed', group: 'Contact' },

  cart_updated: { title: 'Cart changed', group: 'Shop' },
  order_placed: { title: 'Order placed', group: 'Shop' },
  order_updated: { title: 'Order changed', group: 'Shop' },
  link_clicked: { title: 'Link clicked', group: 'Shop' },

  inbound_recorded: { title: 'Webhook recorded', group: 'Raw webhooks' },
  inbound_parsed: { title: 'Webhook parsed', group: 'Raw webhooks' },

  store_created: { title: 'Store created', group: 'Store' },
  store_profile_changed: { title: 'Profile changed', group: 'Store' },
  store_senders_changed: { title: 'Numbers changed', group: 'Store' },
  store_hours_changed: { title: 'Hours changed', group: 'Store' },
  store_sending_rules_changed: { title: 'Rules for sending changed', group: 'Store' },
  store_templates_changed: { title: 'Templates changed', group: 'Store' },
  store_quick_replies_changed: { title: 'Quick replies changed', group: 'Store' },
  store_keyword_rules_changed: { title: 'Keyword rules changed', group: 'Store' },
  store_automation_changed: { title: 'Automation changed', group: 'Store' },
  store_cart_recovery_changed: { title: 'Cart recovery changed', group: 'Store' },

  agent_added: { title: 'Agent added', group: 'People and keys' },
  agent_changed: { title: 'Agent changed', group: 'People and keys' },
  agent_password_changed: { title: 'Password changed', group: 'People and keys' },
  session_opened: { title: 'Signed in', group: 'People and keys' },
  session_rotated: { title: 'Session renewed', group: 'People and keys' },
  session_ended: { title: 'Session ended', group: 'People and keys' },
  api_key_issued: { title: 'API key issued', group: 'People and keys' },
  api_key_revoked: { title: 'API key revoked', group: 'People and keys' },
}

/** The words that a group has in the URL. */
export const eventGroups: { group: EventGroup; slug: string }[] = [
  { group: 'Messages', slug: 'messages' },
  { group: 'Consent', slug: 'consent' },
  { group: 'Ownership', slug: 'ownership' },
  { group: 'Contact', slug: 'contact' },
  { group: 'Shop', slug: 'shop' },
  { group: 'Raw webhooks', slug: 'webhooks' },
  { group: 'Store', slug: 'store' },
  { group: 'People and keys', slug: 'people' },
]

export const typesIn = (group: EventGroup): string[] =>
  Object.entries(eventCatalog)
    .filter(([, words]) => words.group === group)
    .map(([type]) => type)

/** Everything that was understood and decided, without the raw copies it was read from. */
export const withoutWebhooks = 'no-webhooks'

/** What the API is asked for: one type, or all of a group, separated by commas. */
export function typesFor(typeOrSlug: string): string {
  if (typeOrSlug === withoutWebhooks) {
    return eventGroups.flatMap(({ group }) => (group === 'Raw webhooks' ? [] : typesIn(group))).join(',')
  }
  const known = eventGroups.find(({ slug }) => slug === typeOrSlug)
  return known ? typesIn(known.group).join(',') : typeOrSlug
}

/** `label_added` reads "Label added" even when this version of the app has never heard of the type. */
export function eventTitle(type: string): string {
  const known = eventCatalog[type]
  if (known) return known.title
  const words = type.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
