import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowDown } from 'lucide-react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useAgentName } from '@/api/agent-names'
import { timelineQuery } from '@/api/queries'
import type { Detail, Item } from '@/api/types'
import { useNow } from '@/lib/clock'
import { useStore } from '@/lib/store'
import { dropEcho, echoes, unanswered } from '@/live/local-echo'
import { Skeleton } from '@/ui/skeleton'
import { FailedNotice, StateNotice } from '@/ui/state-notice'
import { arrange, type Entry } from './arrange'
import { EchoBubble } from './echo-bubble'
import { MessageGroup } from './message-group'
import { NoteEntry } from './note-entry'
import { ScheduledMessage } from './scheduled-message'
import { systemWords } from './system-words'

/** Within this of the end counts as reading the newest. */
const endPixels = 48
const noItems: Item[] = []

export function Thread({ detail, canWrite }: { detail: Detail; canWrite: boolean }) {
  const timeline = useInfiniteQuery(timelineQuery(detail.id))
  const nameOf = useAgentName()
  const now = useNow()
  const allEchoes = useStore(echoes)
  const items = useMemo(
    () => timeline.data?.pages.toReversed().flatMap((page) => page.items) ?? noItems,
    [timeline.data],
  )
  const pending = useMemo(() => unanswered(allEchoes, detail.id, items), [allEchoes, detail.id, items])
  const { days, scheduled } = useMemo(() => arrange(items, pending, now), [items, pending, now])

  // Once the real message stands there its echo is of no more use.
  useEffect(() => {
    const settled = new Set(items.map((item) => (item.type === 'message' ? item.message.client_id : null)))
    for (const echo of allEchoes) if (settled.has(echo.clientId)) dropEcho(echo.clientId)
  }, [items, allEchoes])

  const scroller = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [away, setAway] = useState(false)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = timeline

  const toEnd = useCallback(() => {
    const box = scroller.current
    if (box) box.scrollTop = box.scrollHeight
  }, [])

  // The browser keeps the place when older texts are put above; the newest one is followed only from the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when what is shown changes
  useLayoutEffect(() => {
    if (atEnd.current || pending.some((echo) => echo.state === 'sending')) toEnd()
  }, [items, pending, toEnd])

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const observer = new ResizeObserver(() => atEnd.current && toEnd())
    observer.observe(box)
    for (const child of box.children) observer.observe(child)
    return () => observer.disconnect()
  }, [toEnd])

  function onScroll() {
    const box = scroller.current
    if (!box) return
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < endPixels
    setAway(!atEnd.current)
    if (box.scrollTop < box.clientHeight && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }

  const drawEntry = (entry: Entry) => {
    switch (entry.kind) {
      case 'group':
        return (
          <MessageGroup
            conversation={detail.id}
            side={entry.side}
            author={entry.author}
            messages={entry.messages}
            contactName={detail.name ?? detail.address_display}
            nameOf={nameOf}
            canWrite={canWrite}
          />
        )
      case 'note':
        return <NoteEntry item={entry.item} nameOf={nameOf} />
      case 'echo':
        return <EchoBubble echo={entry.echo} />
      case 'system': {
        const words = systemWords(entry.item.system, nameOf, now)
        return words && <p className="mx-auto max-w-4/5 text-center text-xs text-ink-muted">{words}</p>
      }
    }
  }

  if (timeline.isError && !timeline.data) {
    return <FailedNotice what="The conversation" error={timeline.error} onRetry={() => void timeline.refetch()} />
  }
  return (
    <div className="relative min-h-0 flex-1 bg-thread">
      <div
        ref={scroller}
        role="log"
        aria-label={`Conversation with ${detail.name ?? detail.address_display}`}
        aria-live="polite"
        aria-busy={timeline.isPending}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        className="h-full overflow-y-auto px-4 -outline-offset-2 md:px-6"
      >
        <div className="flex min-h-full flex-col justify-end gap-3 py-4">
          {timeline.isPending && <ThreadSkeleton />}
          {isFetchingNextPage && <p className="text-center text-xs text-ink-muted">Loading earlier texts</p>}
          {timeline.data && items.length === 0 && pending.length === 0 && (
            <StateNotice title="Nothing was said yet">Write the first text below.</StateNotice>
          )}
          {days.map((day) => (
            <section key={day.key} aria-label={day.name} className="flex flex-col gap-3">
              <h3 className="sticky top-2 z-10 mx-auto rounded-full border border-line bg-surface px-3 py-0.5 text-xs font-medium text-ink-muted">
                {day.name}
              </h3>
              {day.entries.map((entry) => (
                <div key={entry.key} className="empty:hidden">
                  {drawEntry(entry)}
                </div>
              ))}
            </section>
          ))}
          {scheduled.map((item) => (
            <ScheduledMessage
              key={item.id}
              conversation={detail.id}
              item={item}
              zone={detail.contact.time_zone ?? null}
              nameOf={nameOf}
              now={now}
              canWrite={canWrite}
            />
          ))}
        </div>
      </div>
      {away && (
        <button
          type="button"
          onClick={toEnd}
          className="absolute right-4 bottom-3 inline-flex h-8 animate-fade items-center gap-1.5 rounded-full border border-line bg-raised px-3 text-sm shadow-raised"
        >
          <ArrowDown size={14} aria-hidden />
          Newest
        </button>
      )}
    </div>
  )
}

function ThreadSkeleton() {
  return (
    <div role="status" aria-label="Loading the conversation" className="flex flex-col gap-3">
      <Skeleton className="h-12 w-3/5 self-end rounded-bubble" />
      <Skeleton className="h-9 w-2/5 rounded-bubble" />
      <Skeleton className="h-16 w-1/2 self-end rounded-bubble" />
    </div>
  )
}
