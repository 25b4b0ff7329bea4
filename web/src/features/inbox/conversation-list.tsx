import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowUp } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useAgentName } from '@/api/agent-names'
import type { Filter } from '@/api/conversations'
import { conversationQuery, conversationsQuery, timelineQuery } from '@/api/queries'
import type { Box, Id, Row } from '@/api/types'
import type { InboxSearch } from '@/app/inbox-search'
import { actedOn } from '@/commands/conversation-actions'
import { useSurface } from '@/commands/surfaces'
import { useNow } from '@/lib/clock'
import { tokenPixels } from '@/lib/rem'
import { useStore } from '@/lib/store'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice } from '@/ui/state-notice'
import { BulkBar } from './bulk-bar'
import { ConversationRow } from './conversation-row'
import { EmptyList } from './empty-list'
import { settle } from './settle'
import { useSelection } from './use-selection'

interface ConversationListProps {
  name: string
  box: Box
  filter: Filter
  search: InboxSearch
  open: Id | null
  canWrite: boolean
}

/** Scrolled further than this counts as reading further down. */
const topPixels = 8
const fetchAheadRows = 15

/** The list of a box: virtual, live, and still under the pointer. Give it the filter as its `key`. */
export function ConversationList({ name, box, filter, search, open, canWrite }: ConversationListProps) {
  const queries = useQueryClient()
  const router = useRouter()
  const nameOf = useAgentName()
  const now = useNow()
  const list = useInfiniteQuery(conversationsQuery(filter))
  const fresh = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])

  const [held, setHeld] = useState<Row[] | null>(null)
  const pointerInside = useRef(false)
  const acted = useStore(actedOn)
  const settled = useMemo(() => settle(held, fresh, acted), [held, fresh, acted])
  const rows = useMemo(() => settled.rows.map(({ row }) => row), [settled])

  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = useMemo(() => tokenPixels('--spacing-row'), [])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  })

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const lastVisible = virtual.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastVisible >= rows.length - fetchAheadRows) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastVisible, rows.length])

  const hold = useCallback(() => {
    const reading = pointerInside.current || (scroller.current?.scrollTop ?? 0) > topPixels
    setHeld((current) => (reading ? (current ?? fresh) : null))
  }, [fresh])
  const showWaiting = () => {
    scroller.current?.scrollTo({ top: 0 })
    setHeld(pointerInside.current ? fresh : null)
  }

  const selection = useSelection(rows)
  const [cursorId, setCursorId] = useState<Id | null>(null)
  const cursorAt = Math.max(
    0,
    rows.findIndex((row) => row.id === (cursorId ?? open)),
  )
  const cursor = rows[cursorAt] ?? null

  // A shared link shows its row, wherever in the list it stands.
  const shown = useRef(false)
  useEffect(() => {
    if (shown.current || rows.length === 0) return
    shown.current = true
    if (rows[cursorAt]?.id === open) virtual.scrollToIndex(cursorAt, { align: 'auto' })
  }, [rows, cursorAt, open, virtual])

  const openRow = useCallback(
    (id: Id | undefined) =>
      void router.navigate({ to: '/inbox/$box/{-$conversation}', params: { box, conversation: id }, search }),
    [router, box, search],
  )
  const focusRow = useCallback(
    (index: number) => {
      const row = rows[index]
      if (!row) return
      setCursorId(row.id)
      virtual.scrollToIndex(index)
      // The row may only be drawn after scrolling.
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>(`[data-row-link="${CSS.escape(row.id)}"]`)?.focus(),
      )
    },
    [rows, virtual],
  )
  const preload = useCallback(
    (id: Id) => {
      void queries.prefetchQuery(conversationQuery(id))
      void queries.prefetchInfiniteQuery(timelineQuery(id))
    },
    [queries],
  )

  useSurface(
    'list',
    useMemo(
      () => ({
        moveCursor: (by: 1 | -1) => focusRow(cursorId === null && open === null ? 0 : cursorAt + by),
        openCursor: () => cursor && openRow(cursor.id),
        toggleSelected: () => cursor && selection.toggle(cursor.id, false),
        clearSelection: selection.clear,
        openNeighbour: (of: Row) => {
          const at = rows.findIndex((row) => row.id === of.id)
          openRow((rows[at + 1] ?? rows[at - 1])?.id)
        },
        cursor,
        selection: selection.selection,
      }),
      [
        focusRow,
        openRow,
        cursorId,
        open,
        cursorAt,
        cursor,
        rows,
        selection.toggle,
        selection.clear,
        selection.selection,
      ],
    ),
  )

  if (list.isPending) return <SkeletonRows label={`Loading ${name}`} />
  if (list.isError && !list.data) {
    return <FailedNotice what="The list" error={list.error} onRetry={() => void list.refetch()} />
  }
  if (rows.length === 0 && settled.waiting === 0) return <EmptyList box={box} search={search} />

  return (
    <>
      {selection.selection.length > 0 && (
        <BulkBar rows={selection.selection} onClear={selection.clear} onAll={selection.all} canWrite={canWrite} />
      )}
      <div className="relative min-h-0 flex-1">
        {settled.waiting > 0 && (
          <button
            type="button"
            onClick={showWaiting}
            className="absolute top-2 left-1/2 z-20 inline-flex h-7 -translate-x-1/2 animate-rise items-center gap-1 rounded-full bg-accent px-3 text-sm font-medium text-on-accent shadow-raised"
          >
            <ArrowUp size={14} aria-hidden />
            {settled.waiting} new
          </button>
        )}
        {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid, not a table */}
        <div
          ref={scroller}
          role="grid"
          aria-label={name}
          aria-rowcount={hasNextPage ? -1 : rows.length}
          aria-multiselectable
          tabIndex={-1}
          className="h-full overflow-y-auto outline-none"
          onScroll={hold}
          onPointerEnter={(event) => {
            pointerInside.current = event.pointerType === 'mouse'
            hold()
          }}
          onPointerLeave={() => {
            pointerInside.current = false
            hold()
          }}
          onKeyDown={(event) => {
            const target = { ArrowDown: cursorAt + 1, ArrowUp: cursorAt - 1, Home: 0, End: rows.length - 1 }[event.key]
            if (target === undefined || event.metaKey || event.ctrlKey) return
            event.preventDefault()
            focusRow(Math.min(Math.max(target, 0), rows.length - 1))
          }}
        >
          <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const entry = settled.rows[item.index]
              if (!entry) return null
              return (
                // biome-ignore lint/a11y/useSemanticElements: a virtual grid, not a table
                // biome-ignore lint/a11y/useFocusableInteractive: the link inside takes the focus
                <div
                  key={item.key}
                  role="row"
                  aria-rowindex={item.index + 1}
                  aria-selected={selection.has(entry.row.id)}
                  className="absolute inset-x-0 top-0 h-row"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <ConversationRow
                    row={entry.row}
                    gone={entry.gone}
                    box={box}
                    search={search}
                    nameOf={nameOf}
                    now={now}
                    open={entry.row.id === open}
                    cursor={item.index === cursorAt}
                    selected={selection.has(entry.row.id)}
                    selecting={selection.selection.length > 0}
                    onSelect={selection.toggle}
                    onFocus={setCursorId}
                    onPreload={preload}
                  />
                </div>
              )
            })}
          </div>
          {isFetchingNextPage && <SkeletonRows rows={3} label="Loading more" />}
        </div>
      </div>
    </>
  )
}
