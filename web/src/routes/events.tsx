import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { agentsQuery } from '@/api/queries'
import { currentMe } from '@/api/session'
import { Page } from '@/app/page'
import { EventDrawer } from '@/features/events/event-record'
import { EventsFilters } from '@/features/events/events-filters'
import { type EventsSearch, readEventsSearch } from '@/features/events/events-search'
import { EventsTable } from '@/features/events/events-table'
import { buttonClass } from '@/ui/button'
import { StateNotice } from '@/ui/state-notice'

export function EventsPage() {
  if (currentMe().role === 'agent') {
    return (
      <Page title="Events">
        <StateNotice
          title="The log is for auditors and admins"
          action={
            <Link to="/inbox/$box/{-$conversation}" params={{ box: 'inbox' }} className={buttonClass()}>
              Go to the inbox
            </Link>
          }
        >
          It shows what every agent did. Ask an administrator if you need to see it.
        </StateNotice>
      </Page>
    )
  }
  return <Log />
}

function Log() {
  const search = readEventsSearch(useSearch({ from: '/events' }))
  const navigate = useNavigate({ from: '/events' })
  const agents = useQuery(agentsQuery()).data
  const names = useMemo(() => new Map((agents ?? []).map((agent) => [agent.id, agent.name])), [agents])
  const change = (next: Partial<EventsSearch>) => void navigate({ search: (current) => ({ ...current, ...next }) })
  return (
    <Page title="Events">
      <div className="flex h-full flex-col">
        <EventsFilters search={search} agents={agents ?? []} onChange={change} />
        {search.stream && (
          <p className="border-b border-line bg-surface px-4 py-2 text-sm text-ink-muted">
            Only stream <code className="font-mono text-xs break-all">{search.stream}</code>
          </p>
        )}
        <EventsTable search={search} agents={names} />
      </div>
      <EventDrawer
        position={search.event ? Number(search.event) : null}
        agents={names}
        onClose={() => change({ event: undefined })}
      />
    </Page>
  )
}
