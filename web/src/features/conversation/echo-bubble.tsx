import { CircleAlert } from 'lucide-react'
import { clockTime } from '@/lib/time'
import { dropEcho, type Echo } from '@/live/local-echo'
import { deliver } from '@/live/outbox'
import { Button } from '@/ui/button'
import { cx } from '@/ui/class-names'
import { Ticks } from '@/ui/ticks'

/** A message in the frame it was sent, before the server has answered. */
export function EchoBubble({ echo }: { echo: Echo }) {
  const refused = echo.state === 'refused'
  return (
    <div className="flex flex-col items-end gap-1">
      <div
        className={cx(
          'w-fit max-w-bubble rounded-bubble rounded-br-tail border px-3 py-1.5',
          refused ? 'border-danger-line text-ink' : 'border-transparent bg-bubble-out text-bubble-out-ink',
        )}
      >
        {echo.media.length > 0 && (
          <p className="text-sm">{echo.media.map((media) => media.name ?? 'File').join(', ')}</p>
        )}
        <p className="wrap-anywhere whitespace-pre-wrap">{echo.body}</p>
        <p
          className={cx(
            '-mb-1 flex h-5 items-center justify-end gap-1 px-0.5 text-2xs',
            refused ? 'text-ink-muted' : 'text-bubble-out-muted',
          )}
        >
          <time dateTime={echo.at}>{clockTime(new Date(echo.at))}</time>
          <Ticks state={refused ? 'failed' : 'queued'} />
        </p>
      </div>
      {refused && (
        <div role="alert" className="flex flex-wrap items-center justify-end gap-2 text-sm text-danger-ink">
          <p className="flex items-start gap-1.5">
            <CircleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
            Not sent. {echo.reason}
          </p>
          <Button size="sm" look="quiet" onClick={() => dropEcho(echo.clientId)}>
            Discard
          </Button>
          <Button size="sm" onClick={() => void deliver(echo)}>
            Retry
          </Button>
        </div>
      )}
    </div>
  )
}
