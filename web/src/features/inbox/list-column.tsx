import { useRouter } from '@tanstack/react-router'
import { SquarePen } from 'lucide-react'
import { useCallback, useMemo, useRef } from 'react'
import { useAgentName } from '@/api/agent-names'
import type { Box, Id, Me } from '@/api/types'
import { boxInfo } from '@/app/boxes'
import { filterOf, type InboxSearch } from '@/app/inbox-search'
import { NavigationButton } from '@/app/navigation-button'
import { showOverlay } from '@/commands/overlay'
import { useSurface } from '@/commands/surfaces'
import { IconButton } from '@/ui/button'
import { cx } from '@/ui/class-names'
import { SearchField } from '@/ui/search-field'
import { ConversationList } from './conversation-list'
import { ActiveFilters, FilterMenu } from './filter-bar'
import { useKnownLabels } from './use-known-labels'

interface ListColumnProps {
  me: Me
  store: Id
  box: Box
  search: InboxSearch
  open: Id | null
}

export function ListColumn({ me, store, box, search, open }: ListColumnProps) {
  const router = useRouter()
  const nameOf = useAgentName()
  const labels = useKnownLabels()
  const column = useRef<HTMLElement>(null)
  const filter = useMemo(() => filterOf(store, box, search), [store, box, search])
  const { panel: _panel, ...listSearch } = search
  const title = search.agent ? `Box of ${nameOf(search.agent)}` : boxInfo(box).name
  const canWrite = me.role !== 'auditor'

  const change = useCallback(
    (part: Partial<InboxSearch>) =>
      void router.navigate({
        to: '/inbox/$box/{-$conversation}',
        params: { box, conversation: open ?? undefined },
        search: (now) => ({ ...now, ...part }),
        replace: true,
      }),
    [router, box, open],
  )
  const find = useCallback((q: string) => change({ q: q || undefined }), [change])

  useSurface(
    'search',
    useMemo(() => ({ focus: () => column.current?.querySelector<HTMLElement>('input[type="search"]')?.focus() }), []),
  )

  return (
    <section
      ref={column}
      aria-label="Conversation list"
      className={cx(
        'flex min-h-0 w-full shrink-0 flex-col border-line bg-surface md:w-list-narrow md:border-r xl:w-list',
        open && 'max-md:hidden',
      )}
    >
      <header className="flex h-topbar shrink-0 items-center gap-1 pr-2 pl-4">
        <NavigationButton />
        <h2 className="min-w-0 flex-1 truncate text-lg font-semibold">{title}</h2>
        <FilterMenu me={me} search={search} labels={labels} onChange={change} />
        {canWrite && (
          <IconButton
            label="Start a conversation"
            shortcut="C"
            onClick={() => showOverlay({ kind: 'new_conversation' })}
          >
            <SquarePen size={18} aria-hidden />
          </IconButton>
        )}
      </header>
      <div className="border-b border-line px-3 pb-3">
        <SearchField label="Search name, number or text" value={search.q ?? ''} onSearch={find} />
      </div>
      <ActiveFilters search={search} nameOf={nameOf} onChange={change} />
      <ConversationList
        key={JSON.stringify(filter)}
        name={title}
        box={box}
        filter={filter}
        search={listSearch}
        open={open}
        canWrite={canWrite}
      />
    </section>
  )
}
