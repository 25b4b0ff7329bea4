import { BellOff, Bot, Megaphone, MessageCircle, Package, ShoppingCart, Smartphone, Tag, UserX } from 'lucide-react'
import type { Row } from '@/api/types'
import { listTime } from '@/lib/time'
import { Chip } from '@/ui/chip'

const size = 11

/** What kind of conversation this is, in a few words. The order never changes, so the eye finds them. */
export function RowChips({ row, now }: { row: Row; now: Date }) {
  return (
    <>
      {row.consent === 'opted_out' && (
        <Chip tone="danger" icon={<UserX size={size} aria-hidden />}>
          Unsubscribed
        </Chip>
      )}
      {row.snoozed_until && (
        <Chip tone="held" icon={<BellOff size={size} aria-hidden />}>
          {listTime(new Date(row.snoozed_until), now)}
        </Chip>
      )}
      {row.controller === 'ai' && (
        <Chip tone="accent" icon={<Bot size={size} aria-hidden />}>
          AI
        </Chip>
      )}
      {row.kind === 'cart' && <Chip icon={<ShoppingCart size={size} aria-hidden />}>Cart</Chip>}
      {row.kind === 'campaign' && <Chip icon={<Megaphone size={size} aria-hidden />}>Campaign</Chip>}
      {row.kind === 'order' && <Chip icon={<Package size={size} aria-hidden />}>Order</Chip>}
      {row.channel === 'whatsapp' ? (
        <Chip icon={<MessageCircle size={size} aria-hidden />}>WhatsApp</Chip>
      ) : (
        <Chip icon={<Smartphone size={size} aria-hidden />}>{row.channel.toUpperCase()}</Chip>
      )}
      {row.labels.map((label) => (
        <Chip key={label} icon={<Tag size={size} aria-hidden />}>
          {label}
        </Chip>
      ))}
    </>
  )
}
