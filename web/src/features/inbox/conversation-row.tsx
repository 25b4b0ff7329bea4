import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { authorName, type NameOf } from '@/api/agent-names'
import type { Box, Row } from '@/api/types'
import type { InboxSearch } from '@/app/inbox-search'
import { fullTime, listTime } from '@/lib/time'
import { Avatar } from '@/ui/avatar'
import { cx } from '@/ui/class-names'
import { Ticks } from '@/ui/ticks'
import { RowChips } from './row-chips'

interface ConversationRowProps {
  row: Row
  box: Box
  search: InboxSearch
  nameOf: NameOf
  now: Date
  /** Open in the thread. */
  open: boolean
  /** Where the keyboard stands. */
  cursor: boolean
  selected: boolean
  /** Any row is selected, so every row shows its checkbox. */
  selecting: boolean
  /** Left this list by somebody else's doing, and only stays until the pointer moves away. */
  gone: boolean
  onSelect: (id: string, range: boolean) => void
  onFocus: (id: string) => void
  onPreload: (id: string) => void
}

function prefix(row: Row, nameOf: NameOf): string {
  if (row.last?.direction !== 'out' || !row.last.author) return ''
  const { by } = row.last.author
  return by === 'agent' || by === 'ai' ? `${authorName(row.last.author, nameOf)}: ` : ''
}

export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { row, box, search, nameOf, now, open, cursor, selected, selecting, gone, onSelect, onFocus, onPreload } = props
  const name = row.name ?? row.address_display
  const unread = row.unread > 0
  const at = new Date(row.last_activity_at)
  return (
    <div
      className={cx(
        'group/row relative flex h-full items-center gap-3 border-b border-line px-3',
        open ? 'bg-accent-soft' : selected ? 'bg-hover' : 'hover:bg-hover',
        gone && 'opacity-50',
      )}
      onPointerEnter={() => onPreload(row.id)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid, not a table */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the control inside takes the focus */}
      <div role="gridcell" className="relative z-10 size-9 shrink-0">
        <span className={cx('group-hover/row:invisible', selecting && 'invisible')}>
          <Avatar name={row.name} seed={row.id} />
        </span>
        <label
          className={cx(
            'absolute inset-0 flex items-center justify-center has-focus-visible:opacity-100 group-hover/row:opacity-100',
            !selecting && 'opacity-0',
          )}
        >
          <input
            type="checkbox"
            aria-label={`Select ${name}`}
            checked={selected}
            tabIndex={cursor ? 0 : -1}
            onChange={(event) => onSelect(row.id, (event.nativeEvent as MouseEvent).shiftKey)}
            className="size-4 accent-accent"
          />
        </label>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid, not a table */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the control inside takes the focus */}
      <div role="gridcell" className="min-w-0 flex-1">
        <Link
          to="/inbox/$box/{-$conversation}"
          params={{ box, conversation: row.id }}
          search={search}
          preload={false}
          data-row-link={row.id}
          tabIndex={cursor ? 0 : -1}
          aria-current={open ? 'true' : undefined}
          onFocus={() => onFocus(row.id)}
          className="block outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          <span className="flex items-baseline gap-2">
            <span className={cx('min-w-0 flex-1 truncate', unread ? 'font-semibold' : 'font-medium')}>{name}</span>
            <time
              dateTime={row.last_activity_at}
              title={fullTime(at)}
              className={cx('shrink-0 text-xs', unread ? 'font-semibold text-accent-ink' : 'text-ink-muted')}
            >
              {listTime(at, now)}
            </time>
          </span>
          <span className="flex items-center gap-1">
            {row.last?.direction === 'out' && row.last.state && <Ticks state={row.last.state} />}
            <span className={cx('min-w-0 flex-1 truncate text-sm', unread ? 'font-medium text-ink' : 'text-ink-muted')}>
              {row.last ? `${prefix(row, nameOf)}${row.last.text}` : 'No messages yet'}
            </span>
            {unread && (
              <span className="tabular inline-flex h-4.5 min-w-4.5 shrink-0 items-center justify-center rounded-full bg-accent px-1 text-2xs font-semibold text-on-accent">
                {row.unread > 99 ? '99+' : row.unread}
                <span className="sr-only"> unread</span>
              </span>
            )}
          </span>
          <span className="mt-0.5 flex gap-1 overflow-hidden">
            <RowChips row={row} now={now} />
            {gone && <span className="text-2xs text-ink-muted">Moved to another box</span>}
          </span>
        </Link>
      </div>
    </div>
  )
})
