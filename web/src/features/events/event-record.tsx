import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { eventQuery, type LoggedEvent } from '@/api/events'
import { fullTime } from '@/lib/time'
import { Button, buttonClass } from '@/ui/button'
import { Drawer } from '@/ui/dialog'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice, StateNotice } from '@/ui/state-notice'
import { tell, tellFailure } from '@/ui/toast'
import { actorName } from './actor-name'
import { eventTitle } from './event-catalog'
import { eventSummary } from './event-summary'

interface EventDrawerProps {
  position: number | null
  agents: ReadonlyMap<string, string>
  onClose: () => void
}

/** One record of the log, whole: who, when, why, and the data as it was written. */
export function EventDrawer({ position, agents, onClose }: EventDrawerProps) {
  return (
    <Drawer title={position === null ? 'Event' : `Event #${position}`} open={position !== null} onClose={onClose}>
      {position !== null && (
        <>
          <nav aria-label="Neighbours in the log" className="flex justify-between border-b border-line px-4 py-2">
            <NeighbourLink position={position - 1} label="Before" />
            <NeighbourLink position={position + 1} label="After" />
          </nav>
          <EventRecord position={position} agents={agents} />
        </>
      )}
    </Drawer>
  )
}

/** The log itself, whatever the list beside it filters. */
function NeighbourLink({ position, label }: { position: number; label: string }) {
  if (position < 1) return <span />
  return (
    <Link
      to="/events"
      replace
      search={(now) => ({ ...now, event: String(position) })}
      className="text-sm text-ink-muted tabular hover:text-ink"
    >
      {label}: #{position}
    </Link>
  )
}

function EventRecord({ position, agents }: { position: number; agents: ReadonlyMap<string, string> }) {
  const event = useQuery(eventQuery(position))
  if (event.isPending) return <SkeletonRows rows={4} label="Loading the event" />
  if (event.isError) return <FailedNotice what="The event" error={event.error} onRetry={() => void event.refetch()} />
  if (event.data === null) {
    return <StateNotice title="There is no such event">The log does not reach this position.</StateNotice>
  }
  return <EventFacts event={event.data} agents={agents} />
}

function EventFacts({ event, agents }: { event: LoggedEvent; agents: ReadonlyMap<string, string> }) {
  const inner = embeddedJson(event.data?.body)
  const summary = eventSummary(event.type, event.data, agents)
  const copy = () =>
    navigator.clipboard
      .writeText(JSON.stringify(event, null, 2))
      .then(() => tell('The record was copied'))
      .catch((error: unknown) => tellFailure('The record was not copied', error))

  return (
    <div className="space-y-4 p-4">
      <div>
        <h2 className="text-lg font-semibold">{eventTitle(event.type)}</h2>
        {summary && <p className="mt-1 text-ink-muted">{summary}</p>}
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        <Fact name="When">
          <time dateTime={event.at}>{fullTime(new Date(event.at))}</time>
        </Fact>
        <Fact name="Who">
          {actorName(event.actor, agents)} <Code>{event.actor}</Code>
        </Fact>
        <Fact name="Caused by">
          {!event.causation ? (
            'Nothing in the log: it came from outside'
          ) : (
            <Link to="/events" search={(now) => ({ ...now, event: String(event.causation) })} className={linkClass}>
              Event #{event.causation}
            </Link>
          )}
        </Fact>
        {event.conversation && (
          <Fact name="Conversation">
            <Link
              to="/inbox/$box/{-$conversation}"
              params={{ box: 'open', conversation: event.conversation.id }}
              className={linkClass}
            >
              {event.conversation.name}
            </Link>
          </Fact>
        )}
        <Fact name="Type">
          <Code>{event.type}</Code> schema {event.schema}
        </Fact>
        <Fact name="Stream">
          <Code>{event.stream}</Code> version {event.version}
        </Fact>
        <Fact name="Correlation">
          <Code>{event.correlation}</Code>
        </Fact>
      </dl>
      <div className="flex flex-wrap gap-2">
        <Link
          to="/events"
          search={{ stream: event.stream, order: 'asc', event: String(event.position) }}
          className={buttonClass('secondary', 'sm')}
        >
          Only this stream
        </Link>
        <Button size="sm" onClick={() => void copy()}>
          <Copy size={14} aria-hidden /> Copy the record
        </Button>
      </div>
      <section aria-label="Data">
        <h3 className="mb-1 text-sm font-medium">Data</h3>
        {event.data ? (
          <Json value={event.data} />
        ) : (
          <p className="text-ink-muted">
            Erased: the contact’s key was destroyed, so what was written here can no longer be read by anybody. The
            record still counts in the chain.
          </p>
        )}
      </section>
      {inner !== null && (
        <section aria-label="Body of the webhook">
          <h3 className="mb-1 text-sm font-medium">Body of the webhook, laid out</h3>
          <Json value={inner} />
        </section>
      )}
    </div>
  )
}

/** A raw webhook keeps its body as it came, a text; if that text is JSON, it can be read more easily. */
function embeddedJson(body: unknown): object | null {
  if (typeof body !== 'string' || !/^\s*[[{]/.test(body)) return null
  try {
    return JSON.parse(body) as object
  } catch {
    return null
  }
}

function Json({ value }: { value: object }) {
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: long data scrolls, and scrolling needs the keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line bg-canvas p-3 font-mono text-xs"
    >
      {JSON.stringify(value, null, 2)}
    </pre>
  )
}

const linkClass = 'font-medium text-accent-ink underline-offset-2 hover:underline'

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}

function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono text-xs break-all text-ink-muted">{children}</code>
}
