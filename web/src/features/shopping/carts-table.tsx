import { useInfiniteQuery } from '@tanstack/react-query'
import { ShoppingCart } from 'lucide-react'
import { useCallback } from 'react'
import { type CartEntry, type CartState, cartsQuery } from '@/api/shopping'
import type { Id } from '@/api/types'
import { useNow } from '@/lib/clock'
import { money } from '@/lib/money'
import { fullTime, listTime } from '@/lib/time'
import { Chip } from '@/ui/chip'
import { type Column, DataTable } from '@/ui/data-table'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice, StateNotice } from '@/ui/state-notice'
import { CustomerCell } from './customer-cell'
import { ProductsCell, productsLine } from './products-cell'

const empty: Record<CartState, { title: string; words: string }> = {
  pending: {
    title: 'No cart is waiting',
    words: 'When a customer leaves a checkout with a phone number, it stands here.',
  },
  ordered: { title: 'No cart became an order yet', words: 'Carts that were finished after all will stand here.' },
  all: { title: 'No carts yet', words: 'Connect the shop’s checkout webhooks; carts then appear by themselves.' },
}

/** Shown only where it differs from row to row. */
const stateColumn: Column<CartEntry> = {
  name: 'State',
  className: 'w-24 max-md:hidden',
  cell: (entry) => (entry.ordered ? <Chip tone="accent">Ordered</Chip> : <Chip tone="held">Pending</Chip>),
}

export function CartsTable({ store, state }: { store: Id; state: CartState }) {
  const carts = useInfiniteQuery(cartsQuery(store, state))
  const now = useNow()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = carts
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  if (carts.isPending) return <SkeletonRows label="Loading carts" />
  if (carts.isError) return <FailedNotice what="The carts" error={carts.error} onRetry={() => void carts.refetch()} />

  const rows = carts.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) {
    return (
      <StateNotice icon={<ShoppingCart size={32} aria-hidden />} title={empty[state].title}>
        {empty[state].words}
      </StateNotice>
    )
  }

  const columns: Column<CartEntry>[] = [
    {
      name: 'Customer',
      className: 'md:w-72',
      cell: (entry) => (
        <CustomerCell
          conversation={entry.conversation}
          name={entry.name}
          address={entry.address_display}
          narrow={productsLine(entry.cart.items)}
        />
      ),
    },
    {
      name: 'Products',
      className: 'max-md:hidden',
      cell: (entry) => <ProductsCell items={entry.cart.items} />,
    },
    ...(state === 'all' ? [stateColumn] : []),
    {
      name: 'Total',
      className: 'w-28 text-right tabular max-md:w-24',
      cell: (entry) => (
        <>
          <div>{money(entry.cart.total)}</div>
          {state === 'all' && (
            <div className="text-xs text-ink-muted md:hidden">{entry.ordered ? 'Ordered' : 'Pending'}</div>
          )}
        </>
      ),
    },
    {
      name: 'Changed',
      className: 'w-28 text-right text-ink-muted max-md:w-20',
      cell: (entry) => {
        const at = new Date(entry.cart.changed_at)
        return (
          <time dateTime={entry.cart.changed_at} title={fullTime(at)}>
            {listTime(at, now)}
          </time>
        )
      },
    },
  ]
  return (
    <DataTable
      label="Carts"
      columns={columns}
      rows={rows}
      rowKey={(entry) => `${entry.conversation} ${entry.cart.cart}`}
      onEnd={loadMore}
      loadingMore={isFetchingNextPage}
    />
  )
}
