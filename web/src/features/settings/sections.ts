import {
  AlarmClock,
  Bot,
  CircleUserRound,
  FileText,
  KeyRound,
  type LucideIcon,
  MessageSquareReply,
  Phone,
  Server,
  ShieldCheck,
  ShoppingCart,
  Store as StoreIcon,
  Users,
  Zap,
} from 'lucide-react'
import type { Section, Sections } from '@/api/settings'
import type { Role, Store } from '@/api/types'

/** The rules for sending are edited on the page about consent, among what they rest on. */
export type SettingsSection =
  | Exclude<Section, 'sending-rules'>
  | 'consent'
  | 'agents'
  | 'api-keys'
  | 'account'
  | 'system'

export interface SectionInfo {
  section: SettingsSection
  name: string
  /** What it decides, in one sentence. */
  about: string
  icon: LucideIcon
  group: 'Store' | 'Texts' | 'Automation' | 'People' | 'Server'
  visible?: (role: Role) => boolean
}

export const sections: SectionInfo[] = [
  { section: 'profile', group: 'Store', name: 'Profile', icon: StoreIcon, about: 'Who the store is to its customers.' },
  {
    section: 'senders',
    group: 'Store',
    name: 'Numbers',
    icon: Phone,
    about: 'The numbers that the store texts from, and which carrier has them.',
  },
  {
    section: 'hours',
    group: 'Store',
    name: 'Opening hours',
    icon: AlarmClock,
    about: 'When automated texts may leave. Outside these hours they wait; answers of people always leave at once.',
  },
  {
    section: 'consent',
    group: 'Store',
    name: 'Consent',
    icon: ShieldCheck,
    about: 'When customers may be texted, how often, and what counts as a yes and as a no.',
  },
  {
    section: 'templates',
    group: 'Texts',
    name: 'Templates',
    icon: FileText,
    about: 'The texts that Threadkeep sends by itself, with variables in double braces.',
  },
  {
    section: 'quick-replies',
    group: 'Texts',
    name: 'Quick replies',
    icon: Zap,
    about: 'What an agent gets by typing “/” and a few letters.',
  },
  {
    section: 'keyword-rules',
    group: 'Automation',
    name: 'Keyword rules',
    icon: MessageSquareReply,
    about: 'Answers to common questions. The first rule that fits answers; opt-outs are always understood first.',
  },
  {
    section: 'automation',
    group: 'Automation',
    name: 'AI and fallback',
    icon: Bot,
    about: 'Who answers a new conversation, and what is said when a person is called.',
  },
  {
    section: 'cart-recovery',
    group: 'Automation',
    name: 'Cart recovery',
    icon: ShoppingCart,
    about: 'The text to a customer who left a checkout. An order, a reply or an opt-out stops it.',
  },
  { section: 'agents', group: 'People', name: 'Agents', icon: Users, about: 'Who can sign in, and what they may do.' },
  {
    section: 'api-keys',
    group: 'People',
    name: 'API keys',
    icon: KeyRound,
    about: 'Keys for programs. Each does only what its scopes say.',
    visible: (role) => role === 'admin',
  },
  { section: 'account', group: 'People', name: 'Your account', icon: CircleUserRound, about: 'Your own password.' },
  {
    section: 'system',
    group: 'Server',
    name: 'System',
    icon: Server,
    about: 'How far what is shown here has got, and building it anew.',
    visible: (role) => role !== 'agent',
  },
]

export const isSection = (text: string | undefined): text is SettingsSection =>
  sections.some((info) => info.section === text)

/** As the server has it before anybody decided. */
const withoutRules: Sections['sending-rules'] = {
  caps: {
    marketing_per_day: null,
    marketing_per_week: null,
    automated_per_day: null,
    automated_per_week: null,
    texts_per_cart: null,
    cart_within_hours: null,
    minimum_gap_minutes: null,
  },
  doubtful_opt_out: 'opt_out',
  double_opt_in: false,
  checkout_wording: '',
  frequency: '',
  opt_out_threshold_permille: 0,
}

/** Where each section of the settings stands in the store, both ways. */
export const storeSections: {
  [S in Section]: { of: (store: Store) => Sections[S]; into: (store: Store, value: Sections[S]) => Store }
} = {
  profile: {
    of: (store) => store.profile ?? { name: '', support_contact: '', currency: 'USD', shop_domain: null },
    into: (store, profile) => ({ ...store, profile }),
  },
  senders: {
    of: (store) => ({ items: store.senders }),
    into: (store, { items }) => ({ ...store, senders: items }),
  },
  hours: { of: (store) => store.hours, into: (store, hours) => ({ ...store, hours }) },
  templates: {
    of: (store) => ({ items: store.templates }),
    into: (store, { items }) => ({ ...store, templates: items }),
  },
  'quick-replies': {
    of: (store) => ({ items: store.quick_replies }),
    into: (store, { items }) => ({ ...store, quick_replies: items }),
  },
  'keyword-rules': {
    of: (store) => ({ items: store.keyword_rules }),
    into: (store, { items }) => ({ ...store, keyword_rules: items }),
  },
  automation: {
    of: (store) => store.automation ?? { enabled: false, fallback: '', facts: '' },
    into: (store, automation) => ({ ...store, automation }),
  },
  'cart-recovery': {
    of: (store) => store.cart_recovery ?? { enabled: false, delay_minutes: 45 },
    into: (store, cart_recovery) => ({ ...store, cart_recovery }),
  },
  'sending-rules': {
    of: (store) => store.sending_rules ?? withoutRules,
    into: (store, sending_rules) => ({ ...store, sending_rules }),
  },
}
