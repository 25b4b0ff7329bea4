import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ChevronLeft, ExternalLink, Smartphone } from 'lucide-react'
import { useEffect } from 'react'
import { Problem } from '@/api/problem'
import { storesQuery } from '@/api/queries'
import { currentMe } from '@/api/session'
import { simulatorQuery } from '@/api/simulator'
import { useCurrentStore } from '@/app/current-store'
import { Page } from '@/app/page'
import { CustomerList } from '@/features/simulator/customer-list'
import { Phone } from '@/features/simulator/phone'
import { CarrierPanel, ClockPanel, ShopPanel } from '@/features/simulator/world-controls'
import { sawTime } from '@/lib/clock'
import { displayNumber } from '@/lib/phone-number'
import { buttonClass } from '@/ui/button'
import { cx } from '@/ui/class-names'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice, StateNotice } from '@/ui/state-notice'

export function SimulatorPage() {
  const { phone } = useSearch({ from: '/simulator' })
  const navigate = useNavigate({ from: '/simulator' })
  const simulator = useQuery(simulatorQuery())
  const store = useCurrentStore()
  const stores = useQuery(storesQuery()).data
  const storeName = stores?.find((candidate) => candidate.id === store)?.name ?? 'The store'
  const readOnly = currentMe().role === 'auditor'
  const time = simulator.data?.now

  useEffect(() => {
    if (time) sawTime(time)
  }, [time])

  if (simulator.isPending) {
    return (
      <Page title="Simulator">
        <SkeletonRows label="Loading the simulator" />
      </Page>
    )
  }
  if (simulator.isError) {
    const absent = simulator.error instanceof Problem && simulator.error.status === 404
    return (
      <Page title="Simulator">
        {absent ? (
          <StateNotice title="This server has no simulator">
            It texts through a real carrier. Start Threadkeep in demo mode to play with a phone.
          </StateNotice>
        ) : (
          <FailedNotice what="The simulator" error={simulator.error} onRetry={() => void simulator.refetch()} />
        )}
      </Page>
    )
  }

  const { customers, cart_products } = simulator.data
  const address = phone ?? null
  const customer = customers.find((candidate) => candidate.address === address)
  const owner = customer?.name ?? (address ? displayNumber(address) : '')
  return (
    <Page
      title="Simulator"
      actions={
        customer?.conversation && (
          <Link
            to="/inbox/$box/{-$conversation}"
            params={{ box: 'open', conversation: customer.conversation }}
            target="_blank"
            className={buttonClass('quiet', 'sm')}
          >
            <ExternalLink size={14} aria-hidden />{' '}
            <span className="max-md:sr-only">The conversation, in a new tab</span>
          </Link>
        )
      }
    >
      <div className="flex h-full min-h-0">
        <aside
          aria-label="Phones"
          className={cx(
            'flex w-full shrink-0 flex-col border-r border-line bg-surface md:w-64',
            address && 'max-md:hidden',
          )}
        >
          <CustomerList
            customers={customers}
            current={address}
            onNewNumber={(number) => void navigate({ search: { phone: number } })}
          />
        </aside>
        {address === null ? (
          <div className="flex-1 max-md:hidden">
            <StateNotice icon={<Smartphone size={32} aria-hidden />} title="Be a customer">
              Choose whose phone to hold. What the store sends arrives there; what you text from it arrives in the
              inbox.
            </StateNotice>
          </div>
        ) : (
          <div className="flex min-h-0 min-w-0 flex-1 flex-wrap content-start overflow-y-auto">
            <div className="flex h-full min-h-120 min-w-0 grow basis-phone flex-col items-center p-4 lg:sticky lg:top-0 lg:p-6">
              <Link
                to="/simulator"
                search={{}}
                className="mb-3 inline-flex items-center gap-1 self-start text-ink-muted hover:text-ink md:hidden"
              >
                <ChevronLeft size={16} aria-hidden /> Another phone
              </Link>
              <div className="flex min-h-0 w-full flex-1 justify-center">
                <Phone address={address} owner={owner} storeName={storeName} readOnly={readOnly} />
              </div>
              <p className="mt-2 text-sm text-ink-muted">
                {owner}
                {customer?.name && <span className="tabular"> · {displayNumber(customer.address)}</span>}
              </p>
            </div>
            <aside
              aria-label="The world around"
              className="min-h-full grow basis-72 border-line bg-surface max-md:border-t md:border-l lg:max-w-80"
            >
              <ClockPanel state={simulator.data} readOnly={readOnly} />
              <ShopPanel key={address} address={address} products={cart_products} readOnly={readOnly} />
              <CarrierPanel mode={simulator.data.failure_mode} readOnly={readOnly} />
            </aside>
          </div>
        )}
      </div>
    </Page>
  )
}
