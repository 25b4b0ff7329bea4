import type { components } from './schema'

/** Shapes of the HTTP API under the names the app uses; all but the last few are made from the server's document. */
type Schemas = components['schemas']

export type Id = string
export type Time = string

export type Role = 'admin' | 'agent' | 'auditor'
export type Agent = Omit<Schemas['AgentRecord'], 'role'> & { role: Role }
export type Me = Agent & { permissions: string[] }
export type SessionOpened = Schemas['SessionOpened']

export type Channel = Schemas['Channel']
export type MessageKind = Schemas['MessageKind']
export type RowBox = Schemas['ConversationBox']
/** The boxes of the navigation; `yours` and `open` are made of conversations that lie in others too. */
export type Box = Exclude<keyof Schemas['BoxCounts'], 'position' | 'agents'>
export type ConsentStatus = Schemas['ConsentStatus']
export type Controller = Schemas['Controller']
export type DeliveryState = Schemas['DeliveryState']
export type Author = Schemas['Author']

export type LastMessage = Schemas['LastMessage']
export type Row = Schemas['ConversationRow']
export type Contact = Schemas['ContactDetail'] & Pick<Schemas['ContactUpdated'], 'country' | 'region' | 'postal_code'>
export type Detail = Omit<Schemas['ConversationDetail'], 'contact'> & { contact: Contact }
export type ConsentDetail = Schemas['ConsentDetail']
export type OptedOut = Schemas['OptedOut']
export type ConversationPage = Schemas['ConversationPage']

export type Money = Schemas['Money']
export type LineItem = Schemas['LineItem']
export type Cart = Schemas['CartDetail']
export type Order = Schemas['Order']
export type OrderStatus = Schemas['OrderStatus']

export type Media = Schemas['Media']
export type UploadedMedia = Schemas['UploadedMedia']
export type Message = Schemas['MessageItem']
export type Note = Schemas['NoteItem']
export type SystemLine = Schemas['SystemLine']
export type Item = Schemas['Item']
export type MessageItem = Extract<Item, { type: 'message' }>
export type NoteItem = Extract<Item, { type: 'note' }>
export type SystemItem = Extract<Item, { type: 'system' }>
export type TimelinePage = Schemas['TimelinePage']

export type Count = Schemas['BoxCount']
export type Counts = Schemas['BoxCounts']
export type Written = Schemas['Written']
export type Why = Schemas['Explanation']
export type LiveChange = Schemas['LiveChange']
export type ErasureChange = Schemas['ErasureChange']

export type Erasure = Schemas['ErasureRecord']
export type ErasureReason = Schemas['ErasureReason']

export type StoreSummary = Schemas['StoreSummary']
/** What may be left out when it is written is always there when it is read. */
export type KeywordRule = Required<Schemas['KeywordRule']>
/** The store's own hours, as they are written to `/hours`; no periods at all means open on every day that is no holiday. */
export interface OpeningHours {
  time_zone: string
  periods: Schemas['OpenPeriod'][]
  /** Days such as `2026-12-25`, closed whatever the periods say; left out when there are none. */
  holidays?: string[]
}
export type SendingRules = Schemas['SendingRules']
export type Store = Omit<Schemas['Store'], 'keyword_rules' | 'hours'> & {
  keyword_rules: KeywordRule[]
  hours: OpeningHours
}
export type Sender = Schemas['Sender']
export type Template = Schemas['Template']
export type QuickReply = Schemas['QuickReply']
export type Weekday = Schemas['Weekday']

export interface Page<T> {
  items: T[]
  next_cursor?: string | null
}
