/** Shapes of the HTTP API, as the server documents them. */

export type Id = string
export type Time = string

export type Role = 'admin' | 'agent' | 'auditor'
export interface Agent {
  id: Id
  name: string
  email: string
  role: Role
  active: boolean
}
export type Me = Agent & { permissions: string[] }
export interface SessionOpened {
  access_token: string
  expires_in: number
  agent: Agent
}

export type Channel = 'sms' | 'mms' | 'whatsapp'
export type MessageKind = 'cart' | 'campaign' | 'order' | 'reply' | 'auto_reply' | 'consent'
export type Box = 'inbox' | 'yours' | 'open' | 'automated' | 'sent' | 'snoozed' | 'closed'
export type RowBox = 'inbox' | 'assigned' | 'automated' | 'closed' | 'sent' | 'snoozed'
export type ConsentStatus = 'unknown' | 'opted_in' | 'opted_out'
export type Controller = 'ai' | 'people'
export type DeliveryState =
  | 'scheduled'
  | 'queued'
  | 'dispatching'
  | 'uncertain'
  | 'sent'
  | 'failed'
  | 'delivered'
  | 'read'
  | 'suppressed'
  | 'cancelled'
  | 'received'
export type Author =
  | { by: 'agent'; agent: Id }
  | { by: 'integration' | 'ai' | 'system' }
  | { by: 'rule' | 'flow' | 'campaign'; name: string }

export interface LastMessage {
  direction: 'in' | 'out'
  text: string
  at: Time
  state: DeliveryState | null
  author: Author | null
}
export interface Row {
  id: Id
  store: Id
  address: string
  address_display: string
  name: string | null
  channel: Channel
  sender: string
  kind: MessageKind
  box: RowBox
  assignee: Id | null
  controller: Controller
  consent: ConsentStatus
  labels: string[]
  unread: number
  snoozed_until: Time | null
  last: LastMessage | null
  last_activity_at: Time
  has_cart: boolean
  has_order: boolean
  position: number
  version: number
}

export interface Money {
  minor: number
  currency: string
}
export interface LineItem {
  title: string
  variant: string | null
  quantity: number
  price: Money
  image: string | null
}
export interface Cart {
  cart: string
  items: LineItem[]
  total: Money
  checkout_url: string
  link_code: string | null
  changed_at: Time
  ordered: boolean
}
export type OrderStatus = 'placed' | 'paid' | 'shipped' | 'delivered' | 'cancelled' | 'refunded'
export interface Order {
  order: string
  name: string
  cart: string | null
  items: LineItem[]
  total: Money
  status: OrderStatus
  tracking_url: string | null
  placed_at: Time
}
export interface Contact {
  name: string | null
  email: string | null
  language: string | null
  time_zone: string | null
}
export interface ConsentDetail {
  status: ConsentStatus
  since: Time | null
  source: 'checkout' | 'text' | 'agent' | 'import' | null
  cause: 'text' | 'carrier' | 'agent' | 'shop' | null
  wording: string | null
  evidence: string | null
  reason: string | null
  message_id: Id | null
  position: number | null
}
export interface OptedOut {
  at: Time
  cause: 'text' | 'carrier' | 'agent' | 'shop'
  reason: string
  message_id: Id | null
  text: string | null
}
export interface Detail extends Row {
  contact: Contact
  consent_detail: ConsentDetail
  opted_out: OptedOut | null
  carts: Cart[]
  orders: Order[]
  whatsapp_window_until: Time | null
  started_at: Time
  awaiting_answer: boolean
}

export interface Media {
  hash: string | null
  content_type: string
  name: string | null
  size: number | null
}
export interface Message {
  id: Id
  direction: 'in' | 'out'
  kind: MessageKind
  channel: Channel
  sender: string
  body: string
  media: Media[]
  author: Author | null
  state: DeliveryState
  due: Time | null
  held_reason?: string | null
  reason: string | null
  code: string | null
  carrier_id: string | null
  client_id: string | null
  in_reply_to: Id | null
  sent_at: Time | null
  delivered_at: Time | null
  read_at: Time | null
  claim_position: number | null
}
export interface Note {
  id: Id
  agent: Id
  body: string
  mentions: Id[]
}
export interface SystemLine {
  event: string
  actor: string
  agent?: Id | null
  to?: string | null
  reason?: string | null
  until?: Time | null
  label?: string | null
  cart?: string | null
  order?: string | null
}
interface ItemBase {
  id: string
  version: number
  position: number
  at: Time
}
export type MessageItem = ItemBase & { type: 'message'; message: Message }
export type NoteItem = ItemBase & { type: 'note'; note: Note }
export type SystemItem = ItemBase & { type: 'system'; system: SystemLine }
export type Item = MessageItem | NoteItem | SystemItem

export interface ConversationPage {
  items: Row[]
  next_cursor: string | null
  position: number
}
export interface TimelinePage {
  items: Item[]
  next_before: number | null
  position: number
}
export interface Count {
  total: number
  unread: number
}
export type Counts = { position: number; agents?: { agent: Id; total: number; unread: number }[] } & Record<Box, Count>
export interface Written {
  position: number
  version: number
}
export interface Why {
  sentences: string[]
  events: { position: number; type: string; at: Time; actor: string }[]
}
export interface LiveChange {
  position: number
  conversation: Row
  item: Item | null
  event_type: string
  actor: string
}

export interface StoreSummary {
  id: Id
  name: string
  currency: string
}
export interface Sender {
  number: string
  channels: Channel[]
  gateway: string
  messaging_service: string | null
  label: string
}
export interface Template {
  name: string
  body: string
}
export interface QuickReply {
  shortcut: string
  body: string
}
export interface KeywordRule {
  name: string
  words: string[]
  topic: string | null
  reply: string
}
export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'
export interface Store {
  version: number
  store: Id | null
  profile: { name: string; support_contact: string; currency: string; shop_domain: string | null } | null
  senders: Sender[]
  hours: { time_zone: string; periods: { day: Weekday; from: number; until: number }[] }
  templates: Template[]
  quick_replies: QuickReply[]
  keyword_rules: KeywordRule[]
  automation: { enabled: boolean; fallback: string; facts: string } | null
  cart_recovery: { enabled: boolean; delay_minutes: number } | null
}

export interface Page<T> {
  items: T[]
  next_cursor: string | null
}
export interface UploadedMedia {
  hash: string
  content_type: string
  size: number
  name: string | null
}
