import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { storesQuery } from '@/api/queries'
import { currentMe } from '@/api/session'
import { boxInfo, isBox } from '@/app/boxes'
import { useCurrentStore } from '@/app/current-store'
import { ListColumn } from '@/features/inbox/list-column'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice, StateNotice } from '@/ui/state-notice'
import { ConversationPane } from './conversation-pane'

export function InboxPage() {
  const { box: wanted, conversation } = useParams({ from: '/inbox/$box/{-$conversation}' })
  const search = useSearch({ from: '/inbox/$box/{-$conversation}' })
  const stores = useQuery(storesQuery())
  const store = useCurrentStore()
  const me = currentMe()
  const box = isBox(wanted) ? wanted : 'inbox'

  if (!store) {
    return (
      <main className="min-w-0 flex-1">
        {stores.isError ? (
          <FailedNotice what="The store" error={stores.error} onRetry={() => void stores.refetch()} />
        ) : stores.data ? (
          <StateNotice title="There is no store yet">An administrator adds the first one.</StateNotice>
        ) : (
          <SkeletonRows />
        )}
      </main>
    )
  }
  return (
    <main className="flex min-h-0 min-w-0 flex-1" aria-label={boxInfo(box).name}>
      <h1 className="sr-only">{boxInfo(box).name}</h1>
      <ListColumn me={me} store={store} box={box} search={search} open={conversation ?? null} />
      <ConversationPane key={conversation} me={me} id={conversation ?? null} box={box} search={search} />
    </main>
  )
}
