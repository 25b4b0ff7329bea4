import { ImageIcon } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { PhoneMessage } from '@/api/simulator'
import { clockTime, dayName, daysAgo } from '@/lib/time'
import { cx } from '@/ui/class-names'

interface PhoneThreadProps {
  messages: PhoneMessage[]
  now: Date
}

/** The texts as the customer sees them: their own on the right. */
export function PhoneThread({ messages, now }: PhoneThreadProps) {
  const end = useRef<HTMLDivElement>(null)
  const newest = messages.at(-1)?.id

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text is what scrolls the phone
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
  }, [newest])

  return (
    <div
      role="log"
      aria-label="Texts on the phone"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a long thread scrolls, and scrolling needs the keyboard
      tabIndex={0}
      className="min-h-0 flex-1 space-y-1 overflow-y-auto px-3 py-2"
    >
      {messages.map((message, index) => {
        const at = new Date(message.at)
        const before = messages[index - 1]
        const newDay = !before || daysAgo(new Date(before.at), at) !== 0
        const own = message.direction === 'customer'
        return (
          <div key={message.id}>
            {newDay && <p className="py-2 text-center text-2xs text-ink-muted">{dayName(at, now)}</p>}
            <div
              className={cx(
                'flex flex-col',
                own ? 'items-end' : 'items-start',
                before?.direction !== message.direction && 'mt-2',
              )}
            >
              <div
                className={cx(
                  'max-w-10/12 rounded-bubble px-3 py-2 break-words whitespace-pre-wrap',
                  own
                    ? 'rounded-br-tail bg-bubble-out text-bubble-out-ink'
                    : 'rounded-bl-tail border border-bubble-in-line bg-bubble-in',
                )}
              >
                <span className="sr-only">{own ? 'The customer: ' : 'The store: '}</span>
                {message.media.map((media, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the files of a text never move
                  <Picture key={place} contentType={media.content_type} />
                ))}
                <Linked text={message.body} />
              </div>
              <time dateTime={message.at} className="px-1 text-2xs text-ink-muted">
                {clockTime(at)}
                {message.state === 'undelivered' && <span className="text-danger-ink"> · not delivered</span>}
              </time>
            </div>
          </div>
        )
      })}
      <div ref={end} />
    </div>
  )
}

function Picture({ contentType }: { contentType: string }) {
  return (
    <span className="mb-1 flex h-28 w-44 items-center justify-center gap-2 rounded-md bg-pressed text-ink-muted">
      <ImageIcon size={20} aria-hidden /> {contentType.startsWith('image/') ? 'Photo' : 'File'}
    </span>
  )
}

/** Addresses become links, as a phone makes them; the customer can follow the short link of a cart. */
function Linked({ text }: { text: string }) {
  return text.split(/(https?:\/\/[^\s]+[^\s.,;:!?)\]}'"])/g).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
      <a key={index} href={part} target="_blank" rel="noreferrer" className="underline">
        {part}
      </a>
    ) : (
      part
    ),
  )
}
