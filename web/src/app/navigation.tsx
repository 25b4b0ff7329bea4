import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { type LucideIcon, PanelLeftClose, PanelLeftOpen, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { boxesQuery, storesQuery } from '@/api/queries'
import type { Count, Me } from '@/api/types'
import { useStore } from '@/lib/store'
import { readStored, writeStored } from '@/lib/stored'
import { IconButton } from '@/ui/button'
import { cx } from '@/ui/class-names'
import { AccountMenu } from './account-menu'
import { boxes } from './boxes'
import { chooseStore, useCurrentStore } from './current-store'
import { useDemo } from './demo'
import { navigationOpen } from './navigation-button'
import { pages } from './pages'

/** Boxes with live counts, and the pages. A column when there is room, icons on a medium screen, a sheet on a phone. */
export function Navigation({ me }: { me: Me }) {
  const open = useStore(navigationOpen)
  const [collapsed, setCollapsed] = useState(readStored('navigation') === 'collapsed')
  const toggle = () => {
    writeStored('navigation', collapsed ? null : 'collapsed')
    setCollapsed(!collapsed)
  }
  // Below 1200 px the labels hide by themselves; the sheet of a phone always has them.
  const wide = open || !collapsed
  return (
    <>
      {open && (
        <button
          type="button"
          aria-label="Close navigation"
          className="fixed inset-0 z-30 bg-backdrop md:hidden"
          onClick={() => navigationOpen.set(false)}
        />
      )}
      <nav
        aria-label="Main"
        data-wide={wide || undefined}
        className={cx(
          'group/nav flex shrink-0 flex-col overflow-y-auto border-r border-line bg-canvas',
          'max-md:fixed max-md:inset-y-0 max-md:left-0 max-md:z-40 max-md:w-nav max-md:shadow-raised',
          !open && 'max-md:hidden',
          'md:w-rail',
          wide && 'lg:w-nav',
        )}
        onClick={(event) => (event.target as Element).closest('a') && navigationOpen.set(false)}
        onKeyDown={(event) => event.key === 'Escape' && navigationOpen.set(false)}
      >
        <div className="flex h-topbar shrink-0 items-center gap-2 px-3">
          <img src="/favicon.svg" alt="" className="mx-1 size-6 shrink-0 md:mx-0.5" />
          <StoreName />
          {open && (
            <IconButton
              label="Close navigation"
              size="sm"
              className="md:hidden"
              onClick={() => navigationOpen.set(false)}
            >
              <X size={18} aria-hidden />
            </IconButton>
          )}
        </div>
        <BoxLinks />
        <hr className="mx-3 my-2 border-line" />
        <PageLinks me={me} />
        <div className="flex-1" />
        <div className="flex flex-col gap-1 p-2">
          <IconButton
            label={collapsed ? 'Show labels' : 'Collapse navigation'}
            className="max-lg:hidden"
            onClick={toggle}
          >
            {collapsed ? <PanelLeftOpen size={18} aria-hidden /> : <PanelLeftClose size={18} aria-hidden />}
          </IconButton>
          <AccountMenu me={me} />
        </div>
      </nav>
    </>
  )
}

const labelClass = 'min-w-0 flex-1 truncate md:sr-only lg:group-data-wide/nav:not-sr-only'

function StoreName() {
  const stores = useQuery(storesQuery()).data ?? []
  const current = useCurrentStore()
  const name = stores.find((store) => store.id === current)?.name ?? 'Threadkeep'
  if (stores.length < 2) return <span className={cx(labelClass, 'font-semibold')}>{name}</span>
  return (
    <select
      aria-label="Store"
      value={current ?? ''}
      onChange={(event) => chooseStore(event.target.value)}
      className={cx(labelClass, 'h-8 rounded-md bg-transparent font-semibold')}
    >
      {stores.map((store) => (
        <option key={store.id} value={store.id}>
          {store.name}
        </option>
      ))}
    </select>
  )
}

function Entry({
  icon: Icon,
  name,
  count,
  ...link
}: { icon: LucideIcon; name: string; count?: ReactNode } & LinkProps) {
  return (
    <Link
      {...link}
      title={name}
      activeProps={{ className: 'bg-accent-soft text-accent-ink font-semibold', 'aria-current': 'page' }}
      inactiveProps={{ className: 'text-ink hover:bg-pressed' }}
      className="mx-2 flex h-8 shrink-0 items-center gap-2.5 rounded-md px-2.5 transition-colors md:h-11 md:flex-col md:justify-center md:gap-0 md:px-0 lg:group-data-wide/nav:h-8 lg:group-data-wide/nav:flex-row lg:group-data-wide/nav:gap-2.5 lg:group-data-wide/nav:px-2.5"
    >
      <Icon size={18} aria-hidden className="shrink-0" />
      <span className={labelClass}>{name}</span>
      {count}
    </Link>
  )
}

function BoxLinks() {
  const store = useCurrentStore()
  const counts = useQuery({ ...boxesQuery(store ?? ''), enabled: store !== null }).data
  return (
    <div className="flex flex-col gap-0.5">
      {boxes.map(({ box, name, icon }) => (
        <Entry
          key={box}
          icon={icon}
          name={name}
          to="/inbox/$box/{-$conversation}"
          params={{ box, conversation: undefined }}
          search={{}}
          activeOptions={{ exact: false, includeSearch: false }}
          count={counts && <BoxCount count={counts[box]} calls={box === 'inbox' || box === 'yours'} />}
        />
      ))}
    </div>
  )
}

/** How many conversations; where somebody waits for this agent, the unread ones stand out. */
function BoxCount({ count, calls }: { count: Count; calls: boolean }) {
  if (count.total === 0) return null
  const loud = calls && count.unread > 0
  const shown = loud ? count.unread : count.total
  return (
    <span
      className={cx(
        'tabular text-xs md:text-2xs lg:group-data-wide/nav:text-xs',
        loud
          ? 'min-w-4.5 rounded-full bg-accent px-1 text-center font-semibold text-on-accent'
          : 'px-1 font-normal text-ink-muted',
      )}
    >
      {shown > 999 ? '999+' : shown}
      <span className="sr-only">{loud ? ` unread of ${count.total}` : ` conversations, ${count.unread} unread`}</span>
    </span>
  )
}

function PageLinks({ me }: { me: Me }) {
  const demo = useDemo()
  return (
    <div className="flex flex-col gap-0.5">
      {pages
        .filter((page) => page.visible(me, demo))
        .map(({ to, name, icon }) => (
          <Entry key={to} icon={icon} name={name} to={to} />
        ))}
    </div>
  )
}
