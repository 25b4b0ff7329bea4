import { CheckCheck, CircleCheck, Mail, Tag, UserPlus, X } from 'lucide-react'
import type { Row } from '@/api/types'
import { closeConversations, mark } from '@/commands/conversation-actions'
import { showOverlay } from '@/commands/overlay'
import { IconButton } from '@/ui/button'

/** What can be done with the ticked rows, in the place of the filters. */
export function BulkBar({
  rows,
  onClear,
  onAll,
  canWrite,
}: {
  rows: Row[]
  onClear: () => void
  onAll: () => void
  canWrite: boolean
}) {
  const done = (work: Promise<boolean>) => void work.then((ok) => ok && onClear())
  return (
    <div
      role="toolbar"
      aria-label="Selected conversations"
      className="flex h-10 shrink-0 items-center gap-0.5 border-b border-line bg-accent-soft pr-2 pl-3"
    >
      <span className="tabular min-w-0 flex-1 truncate font-medium">
        {rows.length} selected{' '}
        <button type="button" className="font-normal text-accent-ink underline" onClick={onAll}>
          all shown
        </button>
      </span>
      {canWrite && (
        <>
          <IconButton label="Mark as read" size="sm" onClick={() => done(mark(rows, false))}>
            <CheckCheck size={16} aria-hidden />
          </IconButton>
          <IconButton label="Mark as unread" size="sm" onClick={() => done(mark(rows, true))}>
            <Mail size={16} aria-hidden />
          </IconButton>
          <IconButton label="Assign" shortcut="A" size="sm" onClick={() => showOverlay({ kind: 'assign', rows })}>
            <UserPlus size={16} aria-hidden />
          </IconButton>
          <IconButton label="Label" shortcut="L" size="sm" onClick={() => showOverlay({ kind: 'label', rows })}>
            <Tag size={16} aria-hidden />
          </IconButton>
          <IconButton label="Close" shortcut="E" size="sm" onClick={() => done(closeConversations(rows))}>
            <CircleCheck size={16} aria-hidden />
          </IconButton>
        </>
      )}
      <IconButton label="Clear the selection" shortcut="Esc" size="sm" onClick={onClear}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  )
}
