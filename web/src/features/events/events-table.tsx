import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ClipboardList } from 'lucide-react'
import { useCallback } from 'react'
import { eventsQuery, type LoggedEvent, newerEventsQuery } from '@/api/events'
import { useNow } from '@/lib/clock'
import { clockTime, daysAgo, fullTime, listTime } from '@/lib/time'
import { Button } from '@/ui/button'
import { type Column, DataTable, rowLinkClass } from '@/ui/data-table'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice, StateNotice } from '@/ui/state-notice'
import { actorName } from './actor-name'
import { eventTitle } from './event-catalog'
import { eventSummary } from './event-summary'
import { type EventsSearch, filterOf, orderOf } from './events-search'

interface EventsTableProps {
  search: EventsSearch
  agents: ReadonlyMap<string, string>
}

export function EventsTable({ search, agents }: EventsTableProps) {
  const filter = filterOf(search)
  const order = orderOf(search)
  const query = eventsQuery(filter, order)
  const events = useInfiniteQuery(query)
  const client = useQueryClient()
  const now = useNow()

  const rows = events.data?.pages.flatMap((page) => page.items) ?? []
  const newest = order === 'desc' ? (rows[0]?.position ?? events.data?.pages[0]?.head) : undefined
  const newer = useQuery(newerEventsQuery(filter, newest)).data ?? 0

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = events
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  if (events.isPending) return <SkeletonRows label="Loading events" />
  if (events.isError)
    return <FailedNotice what="The events" error={events.error} onRetry={() => void events.refetch()} />

  const showNewest = () => void client.resetQueries({ queryKey: query.queryKey })
  if (rows.length === 0) {
    return (
      <StateNotice
        icon={<ClipboardList size={32} aria-hidden />}
        title="No such events"
        action={newer > 0 ? <Button onClick={showNewest}>Show what came since</Button> : undefined}
      >
        Nothing in the log passes this filter. Take a longer time, or show all.
      </StateNotice>
    )
  }

  const columns: Column<LoggedEvent>[] = [
    {
      name: 'Position',
      className: 'w-24 text-ink-muted tabular max-md:hidden',
      cell: (event) => `#${event.position}`,
    },
    {
      name: 'Event',
      className: 'md:w-52',
      cell: (event) => (
        <>
          <Link
            to="/events"
            search={(current) => ({ ...current, event: String(event.position) })}
            className={`block truncate font-medium ${rowLinkClass}`}
            title={event.type}
          >
            {eventTitle(event.type)}
          </Link>
          <div className="truncate text-xs text-ink-muted md:hidden">
            {eventSummary(event.type, event.data, agents) ?? event.conversation?.name}
          </div>
        </>
      ),
    },
    {
      name: 'Why',
      className: 'text-ink-muted max-md:hidden',
      cell: (event) => <div className="truncate">{eventSummary(event.type, event.data, agents)}</div>,
    },
    {
      name: 'Who',
      className: 'w-28 md:w-40',
      cell: (event) => <div className="truncate">{actorName(event.actor, agents)}</div>,
    },
    {
      name: 'Conversation',
      className: 'w-44 max-lg:hidden',
      cell: (event) => <div className="truncate">{event.conversation?.name ?? '–'}</div>,
    },
    {
      name: 'When',
      className: 'w-28 text-right text-ink-muted whitespace-nowrap max-md:w-20',
      cell: (event) => {
        const at = new Date(event.at)
        const today = daysAgo(at, now) === 0
        return (
          <time dateTime={event.at} title={fullTime(at)}>
            {listTime(at, now)}
            {!today && <span className="block text-xs">{clockTime(at)}</span>}
          </time>
        )
      },
    },
  ]
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <DataTable
        label="Events"
        columns={columns}
        rows={rows}
        rowKey={(event) => event.position}
        isCurrent={(event) => String(event.position) === search.event}
        onEnd={loadMore}
        loadingMore={isFetchingNextPage}
      />
      <div role="status" className="pointer-events-none absolute inset-x-0 top-10 z-20 flex justify-center">
        {newer > 0 && (
          <Button
            size="sm"
            look="primary"
            className="pointer-events-auto rounded-full shadow-raised"
            onClick={showNewest}
          >
            {newer >= 100 ? 'Over 100' : newer} new
          </Button>
        )}
      </div>
    </div>
  )
}
