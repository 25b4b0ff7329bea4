import { useQuery } from '@tanstack/react-query'
import { sendingTablesQuery } from '@/api/sending'
import { useNow } from '@/lib/clock'
import { SearchField } from '@/ui/search-field'
import { Segments, segmentClass } from '@/ui/segments'
import { Skeleton } from '@/ui/skeleton'
import { FailedNotice } from '@/ui/state-notice'
import { useConsentSearch } from './consent-search'
import { PlacePicker } from './place-picker'
import { localDay } from './quiet-hours'
import { QuietHoursCalendar } from './quiet-hours-calendar'
import { QuietHoursTable } from './quiet-hours-table'

/** The table of quiet hours, as the week of one place or as all its rows. */
export function QuietHoursSection() {
  const tables = useQuery(sendingTablesQuery())
  const search = useConsentSearch()
  const today = localDay(useNow())
  const { where, view, show, change } = search

  if (tables.isError && !tables.data) {
    return <FailedNotice what="The table of quiet hours" error={tables.error} onRetry={() => void tables.refetch()} />
  }
  return (
    <div className="space-y-4">
      <div className="flex min-h-15 flex-wrap items-end justify-between gap-3">
        {view === 'calendar' ? (
          <PlacePicker rows={tables.data?.hours.rows ?? []} where={where} today={today} onPick={show} />
        ) : (
          <SearchField
            label="Filter by place or source"
            value={search.q}
            onSearch={(q) => change({ q: q || undefined })}
          />
        )}
        <Segments label="View of the quiet hours">
          {(['calendar', 'table'] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={view === each}
              className={segmentClass(view === each)}
              onClick={() => change({ view: each === 'calendar' ? undefined : each })}
            >
              {each === 'calendar' ? 'Calendar' : 'Table'}
            </button>
          ))}
        </Segments>
      </div>
      {!tables.data ? (
        <CalendarSkeleton />
      ) : view === 'calendar' ? (
        <QuietHoursCalendar tables={tables.data} where={where} today={today} onPick={show} />
      ) : (
        <QuietHoursTable
          rows={tables.data.hours.rows}
          version={tables.data.hours.version}
          today={today}
          q={search.q}
          sort={search.sort}
          onChange={change}
          onPick={show}
        />
      )}
    </div>
  )
}

function CalendarSkeleton() {
  return (
    <div role="status" aria-label="Loading the table of quiet hours" className="grid gap-4 lg:grid-cols-3">
      <Skeleton className="h-80 rounded-md lg:col-span-2" />
      <Skeleton className="h-80 rounded-md" />
    </div>
  )
}
