import type { LineItem } from '@/api/types'
import { Thumbnail } from '@/ui/thumbnail'

/** What was bought, in one line: the first product by name, the rest as a number. */
export function productsLine(items: readonly LineItem[]): string {
  const [first, ...others] = items
  if (!first) return 'No products'
  const quantity = first.quantity > 1 ? ` × ${first.quantity}` : ''
  const pieces = others.reduce((sum, item) => sum + item.quantity, 0)
  return `${first.title}${quantity}${pieces > 0 ? ` + ${pieces} more` : ''}`
}

export function ProductsCell({ items }: { items: LineItem[] }) {
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <Thumbnail source={items[0]?.image ?? null} />
      <span className="truncate" title={items.map((item) => `${item.quantity} × ${item.title}`).join('\n')}>
        {productsLine(items)}
      </span>
    </div>
  )
}
