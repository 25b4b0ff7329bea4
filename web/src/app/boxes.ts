import { BellOff, Bot, CircleCheck, Inbox, type LucideIcon, MessagesSquare, Send, User } from 'lucide-react'
import type { Box } from '@/api/types'

export interface BoxInfo {
  box: Box
  name: string
  icon: LucideIcon
  /** The keys that go there. */
  keys?: string
  /** Shown when the box is empty: what would be in it. */
  empty: string
}

export const boxes: BoxInfo[] = [
  {
    box: 'inbox',
    name: 'Inbox',
    icon: Inbox,
    keys: 'g i',
    empty: 'Customers who write and whom nobody answers yet will stand here.',
  },
  {
    box: 'yours',
    name: 'Yours',
    icon: User,
    keys: 'g y',
    empty: 'Conversations that you take or are given will stand here.',
  },
  {
    box: 'open',
    name: 'Open',
    icon: MessagesSquare,
    keys: 'g o',
    empty: 'Everything that is going on in the team will stand here.',
  },
  {
    box: 'automated',
    name: 'Automated',
    icon: Bot,
    keys: 'g a',
    empty: 'Conversations that the AI answers will stand here. Reply to take one over.',
  },
  {
    box: 'snoozed',
    name: 'Snoozed',
    icon: BellOff,
    keys: 'g s',
    empty: 'Snoozed conversations wait here until their time comes or the customer writes.',
  },
  { box: 'sent', name: 'Sent', icon: Send, keys: 'g t', empty: 'Texts without an answer yet will stand here.' },
  {
    box: 'closed',
    name: 'Closed',
    icon: CircleCheck,
    keys: 'g c',
    empty: 'Closed conversations will stand here. They reopen when the customer writes.',
  },
]

export const boxInfo = (box: Box): BoxInfo => boxes.find((info) => info.box === box) ?? (boxes[0] as BoxInfo)
export const isBox = (text: string): text is Box => boxes.some((info) => info.box === text)
