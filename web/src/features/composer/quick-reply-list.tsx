import { cx } from '@/ui/class-names'
import type { FilledReply } from './quick-replies'

export const quickReplyId = (index: number) => `quick-reply-${index}`

interface QuickReplyListProps {
  replies: FilledReply[]
  active: number
  onChoose: (index: number) => void
}

/** Above the field while a `/` is typed. The field keeps the focus. */
export function QuickReplyList({ replies, active, onChoose }: QuickReplyListProps) {
  return (
    <div className="absolute inset-x-2 bottom-full z-20 mb-1 max-h-72 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-raised">
      <div role="listbox" id="quick-replies" aria-label="Quick replies">
        {replies.map((reply, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and points here
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field listens to the keys
          <div
            key={reply.shortcut}
            id={quickReplyId(index)}
            role="option"
            aria-selected={index === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(index)}
            className={cx('cursor-pointer rounded-sm px-2.5 py-1.5', index === active && 'bg-hover')}
          >
            <p className="font-medium">
              /{reply.shortcut}
              {reply.missing.length > 0 && (
                <span className="ml-2 text-xs font-normal text-held-ink">fill in {reply.missing.join(', ')}</span>
              )}
            </p>
            <p className="truncate text-sm text-ink-muted">{reply.body}</p>
          </div>
        ))}
      </div>
      {replies.length === 0 && <p className="px-2.5 py-2 text-ink-muted">No quick reply is called that.</p>}
    </div>
  )
}
