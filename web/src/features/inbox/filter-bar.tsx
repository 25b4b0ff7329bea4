import { useQuery } from '@tanstack/react-query'
import { ListFilter, X } from 'lucide-react'
import { agentsQuery } from '@/api/queries'
import type { Me } from '@/api/types'
import type { InboxSearch } from '@/app/inbox-search'
import { IconButton } from '@/ui/button'
import { Menu, type MenuEntry } from '@/ui/menu'

interface FilterBarProps {
  me: Me
  search: InboxSearch
  labels: string[]
  onChange: (change: Partial<InboxSearch>) => void
}

/** Everything a list can be narrowed by, as a menu of choices that stand in the URL. */
export function FilterMenu({ me, search, labels, onChange }: FilterBarProps) {
  const agents = useQuery({ ...agentsQuery(), enabled: me.role !== 'agent' }).data ?? []
  const choice = <K extends keyof InboxSearch>(
    key: K,
    value: NonNullable<InboxSearch[K]>,
    label: string,
  ): MenuEntry => ({
    label,
    checked: search[key] === value,
    onSelect: () => onChange({ [key]: search[key] === value ? undefined : value }),
  })
  const entries: MenuEntry[] = [
    choice('unread', 'yes', 'Unread'),
    choice('opted_out', 'yes', 'Unsubscribed'),
    choice('has', 'cart', 'With a cart'),
    choice('has', 'order', 'With an order'),
    'separator',
    { heading: 'Type' },
    choice('kind', 'cart', 'Cart'),
    choice('kind', 'campaign', 'Campaign'),
    choice('kind', 'order', 'Order'),
    'separator',
    { heading: 'Channel' },
    choice('channel', 'sms', 'SMS'),
    choice('channel', 'mms', 'MMS'),
    choice('channel', 'whatsapp', 'WhatsApp'),
  ]
  if (labels.length > 0)
    entries.push('separator', { heading: 'Label' }, ...labels.map((label) => choice('label', label, label)))
  if (agents.length > 0) {
    entries.push('separator', { heading: 'Box of' }, ...agents.map((agent) => choice('agent', agent.id, agent.name)))
  }
  return (
    <Menu
      trigger={
        <IconButton label="Filter">
          <ListFilter size={18} aria-hidden />
        </IconButton>
      }
      entries={entries}
    />
  )
}

const words: Record<string, string> = {
  cart: 'Cart',
  campaign: 'Campaign',
  order: 'Order',
  reply: 'Reply',
  auto_reply: 'Automatic reply',
  consent: 'Consent',
  sms: 'SMS',
  mms: 'MMS',
  whatsapp: 'WhatsApp',
}

/** The filters that are on; each is taken off by its button. */
export function ActiveFilters({
  search,
  nameOf,
  onChange,
}: {
  search: InboxSearch
  nameOf: (id: string) => string
  onChange: (change: Partial<InboxSearch>) => void
}) {
  const on: [keyof InboxSearch, string][] = []
  if (search.q) on.push(['q', `"${search.q}"`])
  if (search.unread) on.push(['unread', 'Unread'])
  if (search.opted_out) on.push(['opted_out', 'Unsubscribed'])
  if (search.has) on.push(['has', search.has === 'cart' ? 'With a cart' : 'With an order'])
  if (search.kind) on.push(['kind', words[search.kind] ?? search.kind])
  if (search.channel) on.push(['channel', words[search.channel] ?? search.channel])
  if (search.label) on.push(['label', search.label])
  if (search.agent) on.push(['agent', `Box of ${nameOf(search.agent)}`])
  if (on.length === 0) return null
  return (
    <div className="flex flex-wrap gap-1.5 border-b border-line px-3 py-2">
      {on.map(([key, label]) => (
        <button
          key={key}
          type="button"
          aria-label={`Remove the filter ${label}`}
          onClick={() => onChange({ [key]: undefined })}
          className="inline-flex h-6 max-w-full items-center gap-1 rounded-full border border-accent-line bg-accent-soft px-2 text-xs text-accent-ink"
        >
          <span className="truncate">{label}</span>
          <X size={12} aria-hidden />
        </button>
      ))}
    </div>
  )
}
