import { useInfiniteQuery } from '@tanstack/react-query'
import { Package } from 'lucide-react'
import { useCallback } from 'react'
import { type OrderEntry, ordersQuery } from '@/api/shopping'
import type { Id, OrderStatus } from '@/api/types'
import { useNow } from '@/lib/clock'
import { money } from '@/lib/money'
import { fullTime, listTime } from '@/lib/time'
import { Chip } from '@/ui/chip'
import { type Column, DataTable } from '@/ui/data-table'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice, StateNotice } from '@/ui/state-notice'
import { CustomerCell } from './customer-cell'
import { ProductsCell } from './products-cell'

const statuses: Record<OrderStatus, { word: string; tone: 'neutral' | 'accent' }> = {
  placed: { word: 'Placed', tone: 'neutral' },
  paid: { word: 'Paid', tone: 'accent' },
  shipped: { word: 'Shipped', tone: 'accent' },
  delivered: { word: 'Delivered', tone: 'accent' },
  cancelled: { word: 'Cancelled', tone: 'neutral' },
  refunded: { word: 'Refunded', tone: 'neutral' },
}

export function OrdersTable({ store }: { store: Id }) {
  const orders = useInfiniteQuery(ordersQuery(store))
  const now = useNow()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = orders
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  if (orders.isPending) return <SkeletonRows label="Loading orders" />
  if (orders.isError)
    return <FailedNotice what="The orders" error={orders.error} onRetry={() => void orders.refetch()} />

  const rows = orders.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) {
    return (
      <StateNotice icon={<Package size={32} aria-hidden />} title="No orders yet">
        Orders of customers with a phone number stand here as soon as the shop reports them.
      </StateNotice>
    )
  }

  const columns: Column<OrderEntry>[] = [
    { name: 'Order', className: 'w-24 font-medium tabular max-md:w-18', cell: (entry) => entry.order.name },
    {
      name: 'Customer',
      className: 'md:w-72',
      cell: (entry) => (
        <CustomerCell
          conversation={entry.conversation}
          name={entry.name}
          address={entry.address_display}
          narrow={statuses[entry.order.status].word}
        />
      ),
    },
    {
      name: 'Products',
      className: 'max-md:hidden',
      cell: (entry) => <ProductsCell items={entry.order.items} />,
    },
    {
      name: 'Status',
      className: 'w-24 max-md:hidden',
      cell: ({ order }) => <Chip tone={statuses[order.status].tone}>{statuses[order.status].word}</Chip>,
    },
    { name: 'Total', className: 'w-28 text-right tabular max-md:w-24', cell: (entry) => money(entry.order.total) },
    {
      name: 'Changed',
      className: 'w-24 text-right text-ink-muted max-md:hidden',
      cell: ({ updated_at, order }) => {
        const at = new Date(updated_at)
        return (
          <time dateTime={updated_at} title={`Placed ${fullTime(new Date(order.placed_at))}`}>
            {listTime(at, now)}
          </time>
        )
      },
    },
  ]
  return (
    <DataTable
      label="Orders"
      columns={columns}
      rows={rows}
      rowKey={(entry) => `${entry.conversation} ${entry.order.order}`}
      onEnd={loadMore}
      loadingMore={isFetchingNextPage}
    />
  )
}
