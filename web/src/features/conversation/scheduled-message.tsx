import { CalendarClock, Clock } from 'lucide-react'
import { authorName, type NameOf } from '@/api/agent-names'
import type { Id, MessageItem } from '@/api/types'
import { cancelMessage, sendMessageNow } from '@/commands/conversation-actions'
import { inSentence } from '@/lib/time'
import { Button } from '@/ui/button'
import { cx } from '@/ui/class-names'
import { heldWords } from './held-words'
import { WhyButton } from './why-popover'

interface ScheduledMessageProps {
  conversation: Id
  item: MessageItem
  /** The contact's time zone, where it is known. */
  zone: string | null
  nameOf: NameOf
  now: Date
  canWrite: boolean
}

/** A text that waits for its time: outlined, because it has not been said yet. */
export function ScheduledMessage({ conversation, item, zone, nameOf, now, canWrite }: ScheduledMessageProps) {
  const { message } = item
  const due = message.due ? inSentence(new Date(message.due), now) : 'at its time'
  return (
    <section aria-label={`Scheduled for ${due}`} className="flex flex-col items-end gap-1">
      {message.held_reason ? (
        <>
          <p className="px-1 text-xs text-ink-muted">{authorName(message.author, nameOf)}</p>
          <p className="flex items-start gap-1.5 rounded-sm bg-held-soft px-2 py-0.5 text-xs text-held-ink">
            <Clock size={12} aria-hidden className="mt-0.5 shrink-0" />
            {heldWords(message, zone, now)}
          </p>
        </>
      ) : (
        <p className="flex items-center gap-1.5 px-1 text-xs text-ink-muted">
          <CalendarClock size={12} aria-hidden />
          {authorName(message.author, nameOf)}, will be sent {due}
        </p>
      )}
      <div
        className={cx(
          'w-fit max-w-bubble rounded-bubble rounded-br-tail border border-dashed px-3 py-1.5 text-ink-muted',
          message.held_reason ? 'border-held' : 'border-control',
        )}
      >
        <p className="wrap-anywhere whitespace-pre-wrap">{message.body}</p>
        <div className="-mb-1 flex justify-end">
          <WhyButton conversation={conversation} message={message} at={item.at} />
        </div>
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
