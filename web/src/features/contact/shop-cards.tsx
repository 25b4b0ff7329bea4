import { ExternalLink, Package, ShoppingCart } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Cart, LineItem, Order } from '@/api/types'
import { money } from '@/lib/money'
import { listTime } from '@/lib/time'
import { Chip } from '@/ui/chip'

function Items({ items }: { items: LineItem[] }) {
  return (
    <ul className="space-y-1">
      {items.map((item) => (
        <li key={`${item.title}-${item.variant}`} className="flex gap-2">
          <span className="tabular w-6 shrink-0 text-ink-muted">{item.quantity}×</span>
          <span className="min-w-0 flex-1">
            {item.title}
            {item.variant && <span className="block text-xs text-ink-muted">{item.variant}</span>}
          </span>
          <span className="tabular shrink-0">{money({ ...item.price, minor: item.price.minor * item.quantity })}</span>
        </li>
      ))}
    </ul>
  )
}

function Card({ children }: { children: ReactNode }) {
  return <article className="rounded-md border border-line p-3">{children}</article>
}

function Total({ total, link }: { total: Cart['total']; link: { href: string; label: string } | null }) {
  return (
    <p className="mt-2 flex items-center gap-2 border-t border-line pt-2">
      {link && (
        <a
          href={link.href}
          target="_blank"
          rel="noopener noreferrer"
          className="inline-flex items-center gap-1 text-sm text-accent-ink underline"
        >
          {link.label}
          <ExternalLink size={12} aria-hidden />
        </a>
      )}
      <span className="tabular ml-auto font-semibold">{money(total)}</span>
    </p>
  )
}

export function CartCard({ cart, now }: { cart: Cart; now: Date }) {
  return (
    <Card>
      <p className="mb-2 flex items-center gap-2">
        <ShoppingCart size={14} aria-hidden className="text-ink-muted" />
        <span className="flex-1 font-medium">Cart</span>
        <Chip tone={cart.ordered ? 'accent' : 'held'}>{cart.ordered ? 'Ordered' : 'Not ordered'}</Chip>
        <time dateTime={cart.changed_at} className="text-xs text-ink-muted">
          {listTime(new Date(cart.changed_at), now)}
        </time>
      </p>
      <Items items={cart.items} />
      <Total total={cart.total} link={cart.ordered ? null : { href: cart.checkout_url, label: 'Checkout' }} />
    </Card>
  )
}

const statuses = {
  placed: 'Placed',
  paid: 'Paid',
  shipped: 'Shipped',
  delivered: 'Delivered',
  cancelled: 'Cancelled',
  refunded: 'Refunded',
}

export function OrderCard({ order, now }: { order: Order; now: Date }) {
  return (
    <Card>
      <p className="mb-2 flex items-center gap-2">
        <Package size={14} aria-hidden className="text-ink-muted" />
        <span className="tabular flex-1 font-medium">{order.name}</span>
        <Chip tone={order.status === 'delivered' ? 'accent' : 'neutral'}>{statuses[order.status]}</Chip>
        <time dateTime={order.placed_at} className="text-xs text-ink-muted">
          {listTime(new Date(order.placed_at), now)}
        </time>
      </p>
      <Items items={order.items} />
      <Total total={order.total} link={order.tracking_url ? { href: order.tracking_url, label: 'Tracking' } : null} />
    </Card>
  )
}
