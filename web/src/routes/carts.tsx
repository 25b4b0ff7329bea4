import { Link, useSearch } from '@tanstack/react-router'
import type { CartState } from '@/api/shopping'
import { useCurrentStore } from '@/app/current-store'
import { Page } from '@/app/page'
import { CartsTable } from '@/features/shopping/carts-table'
import { buttonClass } from '@/ui/button'
import { Segments, segmentClass } from '@/ui/segments'
import { SkeletonRows } from '@/ui/skeleton'

const states: { state: CartState; name: string }[] = [
  { state: 'pending', name: 'Pending' },
  { state: 'ordered', name: 'Ordered' },
  { state: 'all', name: 'All' },
]

export function CartsPage() {
  const search = useSearch({ from: '/carts' })
  const store = useCurrentStore()
  const state = states.find((choice) => choice.state === search.state)?.state ?? 'pending'
  return (
    <Page
      title="Carts"
      actions={
        <Link
          to="/inbox/$box/{-$conversation}"
          params={{ box: 'open' }}
          search={{ has: 'cart' }}
          className={buttonClass('quiet', 'sm')}
        >
          Show in the inbox
        </Link>
      }
    >
      <div className="flex h-full flex-col">
        <div className="border-b border-line bg-surface px-4 py-2">
          <Segments label="Carts by state">
            {states.map((choice) => (
              <Link
                key={choice.state}
                to="/carts"
                search={choice.state === 'pending' ? {} : { state: choice.state }}
                aria-current={choice.state === state ? 'page' : undefined}
                className={segmentClass(choice.state === state)}
              >
                {choice.name}
              </Link>
            ))}
          </Segments>
        </div>
        {store ? <CartsTable store={store} state={state} /> : <SkeletonRows label="Loading carts" />}
      </div>
    </Page>
  )
}
