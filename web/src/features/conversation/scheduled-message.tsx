import { CalendarClock } from 'lucide-react'
import { authorName, type NameOf } from '@/api/agent-names'
import type { Id, MessageItem } from '@/api/types'
import { cancelMessage, sendMessageNow } from '@/commands/conversation-actions'
import { inSentence } from '@/lib/time'
import { Button } from '@/ui/button'

interface ScheduledMessageProps {
  conversation: Id
  item: MessageItem
  nameOf: NameOf
  now: Date
  canWrite: boolean
}

/** A text that waits for its time: outlined, because it has not been said yet. */
export function ScheduledMessage({ conversation, item, nameOf, now, canWrite }: ScheduledMessageProps) {
  const { message } = item
  const due = message.due ? inSentence(new Date(message.due), now) : 'at its time'
  return (
    <section aria-label={`Scheduled for ${due}`} className="flex flex-col items-end gap-1">
      <p className="flex items-center gap-1.5 px-1 text-xs text-ink-muted">
        <CalendarClock size={12} aria-hidden />
        {authorName(message.author, nameOf)}, will be sent {due}
        {message.held_reason && `, held: ${message.held_reason.replaceAll('_', ' ')}`}
      </p>
      <div className="w-fit max-w-bubble rounded-bubble rounded-br-tail border border-dashed border-control px-3 py-2 text-ink-muted">
        <p className="wrap-anywhere whitespace-pre-wrap">{message.body}</p>
      </div>
      {canWrite && (
        <div className="flex gap-1">
          <Button size="sm" look="quiet" onClick={() => void cancelMessage(conversation, message.id)}>
            Cancel
          </Button>
          <Button size="sm" onClick={() => void sendMessageNow(conversation, message.id)}>
            Send now
          </Button>
        </div>
      )}
    </section>
  )
}
