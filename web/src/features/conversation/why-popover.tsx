import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { explainMessage } from '@/api/conversations'
import { explain } from '@/api/problem'
import { currentMe } from '@/api/session'
import type { Id, Message } from '@/api/types'
import { clockTime, fullTime } from '@/lib/time'
import { Popover } from '@/ui/popover'
import { Skeleton } from '@/ui/skeleton'
import { stateWords, Ticks } from '@/ui/ticks'

/** The time and ticks of a message; pressed, they tell why it was sent or not, and by which facts of the log. */
export function WhyButton({ conversation, message, at }: { conversation: Id; message: Message; at: string }) {
  const [open, setOpen] = useState(false)
  const time = new Date(at)
  const inbound = message.direction === 'in'
  const state = message.state === 'scheduled' && message.held_reason ? 'Held' : stateWords[message.state]
  return (
    <Popover
      title={inbound ? 'About this text' : `${state}: why?`}
      open={open}
      onOpenChange={setOpen}
      side="top"
      trigger={
        <button
          type="button"
          aria-label={`${inbound ? 'Received' : state} at ${clockTime(time)}. Why?`}
          title={`${fullTime(time)}, ${state.toLowerCase()}. Press to see why.`}
          className="inline-flex h-5 items-center gap-1 rounded-sm px-0.5 text-2xs"
        >
          <time dateTime={at}>{clockTime(time)}</time>
          {!inbound && <Ticks state={message.state} />}
        </button>
      }
    >
      {open && <Why conversation={conversation} message={message} />}
    </Popover>
  )
}

/** States in which a rule spoke, not the carrier: its sentence says so. */
const ofRules = new Set(['scheduled', 'suppressed'])

function Why({ conversation, message }: { conversation: Id; message: Message }) {
  const why = useQuery({
    queryKey: ['why', conversation, message.id, message.state, message.due, message.code],
    queryFn: () => explainMessage(conversation, message.id),
    staleTime: 30_000,
  })
  const seesEvents = currentMe().role !== 'agent'
  if (why.isPending) {
    return (
      <div role="status" aria-label="Loading the reasons" className="space-y-2">
        <Skeleton className="h-3 w-full" />
        <Skeleton className="h-3 w-2/3" />
      </div>
    )
  }
  if (why.isError) return <p role="alert">{explain(why.error)}</p>
  return (
    <>
      <ul className="list-disc space-y-1.5 pl-4">
        {why.data.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {message.code && !ofRules.has(message.state) && (
        <p className="mt-2 text-sm text-ink-muted">Code of the carrier: {message.code}</p>
      )}
      <ul className="mt-3 max-h-40 space-y-1 overflow-y-auto border-t border-line pt-2 text-xs text-ink-muted">
        {why.data.events.map((event) => (
          <li key={event.position} className="tabular flex gap-2">
            {seesEvents ? (
              <Link to="/events" search={{ event: String(event.position) }} className="text-accent-ink underline">
                #{event.position}
              </Link>
            ) : (
              <span>#{event.position}</span>
            )}
            <span className="min-w-0 flex-1 truncate">{event.type.replaceAll('_', ' ')}</span>
            <time dateTime={event.at} title={fullTime(new Date(event.at))}>
              {clockTime(new Date(event.at))}
            </time>
          </li>
        ))}
      </ul>
    </>
  )
}
