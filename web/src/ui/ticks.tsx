import { Ban, Check, CheckCheck, CircleHelp, Clock, TriangleAlert } from 'lucide-react'
import type { DeliveryState } from '@/api/types'

export const stateWords: Record<DeliveryState, string> = {
  scheduled: 'Scheduled',
  queued: 'Waiting to be sent',
  dispatching: 'Being sent',
  uncertain: 'Unclear whether it was sent',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Not sent',
  suppressed: 'Held back',
  cancelled: 'Cancelled',
  received: 'Received',
}

/** How far a message got, as a phone shows it: a sign, and always its word. */
export function Ticks({ state, size = 14 }: { state: DeliveryState; size?: number }) {
  return (
    <span className="inline-flex shrink-0 items-center" title={stateWords[state]}>
      <Sign state={state} size={size} />
      <span className="sr-only">{stateWords[state]}</span>
    </span>
  )
}

function Sign({ state, size }: { state: DeliveryState; size: number }) {
  switch (state) {
    case 'scheduled':
    case 'queued':
    case 'dispatching':
      return <Clock size={size - 1} aria-hidden className="text-tick" />
    case 'sent':
      return <Check size={size} aria-hidden className="text-tick" />
    case 'delivered':
      return <CheckCheck size={size} aria-hidden className="text-tick" />
    case 'read':
      return <CheckCheck size={size} aria-hidden className="text-tick-read" />
    case 'failed':
      return <TriangleAlert size={size} aria-hidden className="text-danger" />
    case 'uncertain':
      return <CircleHelp size={size} aria-hidden className="text-held-ink" />
    case 'suppressed':
    case 'cancelled':
      return <Ban size={size - 1} aria-hidden className="text-ink-muted" />
    case 'received':
      return null
  }
}
