import { Link } from '@tanstack/react-router'
import { useCurrentStore } from '@/app/current-store'
import { Page } from '@/app/page'
import { OrdersTable } from '@/features/shopping/orders-table'
import { buttonClass } from '@/ui/button'
import { SkeletonRows } from '@/ui/skeleton'

export function OrdersPage() {
  const store = useCurrentStore()
  return (
    <Page
      title="Orders"
      actions={
        <Link
          to="/inbox/$box/{-$conversation}"
          params={{ box: 'open' }}
          search={{ has: 'order' }}
          className={buttonClass('quiet', 'sm')}
        >
          Show in the inbox
        </Link>
      }
    >
      <div className="flex h-full flex-col">
        {store ? <OrdersTable store={store} /> : <SkeletonRows label="Loading orders" />}
      </div>
    </Page>
  )
}
