import { Bot, CircleAlert, RotateCw } from 'lucide-react'
import { authorName, type NameOf } from '@/api/agent-names'
import type { Author, Id, MessageItem } from '@/api/types'
import { retryMessage } from '@/commands/conversation-actions'
import { Button } from '@/ui/button'
import { cx } from '@/ui/class-names'
import { LinkedText } from './linked-text'
import { MessageMedia } from './message-media'
import { WhyButton } from './why-popover'

interface MessageGroupProps {
  conversation: Id
  side: 'ours' | 'theirs'
  author: Author | null
  messages: MessageItem[]
  contactName: string
  nameOf: NameOf
  canWrite: boolean
}

/** Texts of one author close together: one name, one column of bubbles. */
export function MessageGroup({
  conversation,
  side,
  author,
  messages,
  contactName,
  nameOf,
  canWrite,
}: MessageGroupProps) {
  const ours = side === 'ours'
  const name = ours ? authorName(author, nameOf) : contactName
  return (
    <div className={cx('flex flex-col gap-0.5', ours ? 'items-end' : 'items-start')}>
      {ours ? (
        <p className="flex items-center gap-1 px-1 text-xs text-ink-muted">
          {author?.by === 'ai' && <Bot size={12} aria-hidden />}
          {name}
        </p>
      ) : (
        <p className="sr-only">{name}</p>
      )}
      {messages.map((item, index) => (
        <MessageBubble
          key={item.id}
          conversation={conversation}
          item={item}
          last={index === messages.length - 1}
          canWrite={canWrite}
        />
      ))}
    </div>
  )
}

const stopped = new Set(['failed', 'suppressed', 'cancelled', 'uncertain'])

function MessageBubble({
  conversation,
  item,
  last,
  canWrite,
}: {
  conversation: Id
  item: MessageItem
  last: boolean
  canWrite: boolean
}) {
  const { message } = item
  const ours = message.direction === 'out'
  const left = !stopped.has(message.state)
  return (
    <div className={cx('flex max-w-11/12 flex-col gap-1 md:max-w-4/5', ours ? 'items-end' : 'items-start')}>
      <div
        className={cx(
          'w-fit max-w-bubble min-w-0 rounded-bubble border px-3 py-1.5',
          ours
            ? left
              ? 'border-transparent bg-bubble-out text-bubble-out-ink'
              : 'border-line-strong bg-transparent text-ink-muted'
            : 'border-bubble-in-line bg-bubble-in text-ink',
          last && (ours ? 'rounded-br-tail' : 'rounded-bl-tail'),
        )}
      >
        {message.media.map((media, index) => (
          <MessageMedia key={media.hash ?? `missing-${index}`} conversation={conversation} media={media} />
        ))}
        {message.body && <Body body={message.body} added={message.added ?? null} />}
        <div className={cx('-mb-1 flex justify-end', ours && left ? 'text-bubble-out-muted' : 'text-ink-muted')}>
          <WhyButton conversation={conversation} message={message} at={item.at} />
        </div>
      </div>
      {ours && !left && <Stopped conversation={conversation} item={item} canWrite={canWrite} />}
    </div>
  )
}

/** What the server added stands at the end of what was sent, and is told apart from what was written. */
function Body({ body, added }: { body: string; added: string | null }) {
  const written = added && body.endsWith(added) ? body.slice(0, -added.length).trimEnd() : body
  return (
    <>
      <p className="wrap-anywhere whitespace-pre-wrap">
        <LinkedText text={written} />
      </p>
      {added && (
        <div className="mt-1.5 border-t border-current/20 pt-1.5">
          <p className="wrap-anywhere whitespace-pre-wrap">
            <LinkedText text={added} />
          </p>
          <p className="mt-0.5 text-2xs opacity-80">Added by Threadkeep: first text of a subscription</p>
        </div>
      )}
    </>
  )
}

const words: Record<string, string> = {
  failed: 'Not sent.',
  suppressed: 'Held back.',
  cancelled: 'Cancelled.',
  uncertain: 'Nobody can say whether this was sent.',
}

/** Why it did not leave, and what can be done. */
function Stopped({ conversation, item, canWrite }: { conversation: Id; item: MessageItem; canWrite: boolean }) {
  const { state, reason, id } = item.message
  const failed = state === 'failed' || state === 'uncertain'
  return (
    <div
      className={cx(
        'flex flex-wrap items-center justify-end gap-2 text-sm',
        failed ? 'text-danger-ink' : 'text-ink-muted',
      )}
    >
      <p className="flex items-center gap-1.5">
        {failed && <CircleAlert size={14} aria-hidden className="shrink-0" />}
        <span>
          {words[state]} {reason}
        </span>
      </p>
      {failed && canWrite && (
        <Button size="sm" onClick={() => void retryMessage(conversation, id)}>
          <RotateCw size={14} aria-hidden />
          {state === 'uncertain' ? 'Send again' : 'Retry'}
        </Button>
      )}
    </div>
  )
}
