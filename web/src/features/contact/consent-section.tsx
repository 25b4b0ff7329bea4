import { Link } from '@tanstack/react-router'
import { currentMe } from '@/api/session'
import type { Detail } from '@/api/types'
import { showOverlay } from '@/commands/overlay'
import { useNow } from '@/lib/clock'
import { capitalised } from '@/lib/sentence'
import { inSentence, standingAlone } from '@/lib/time'
import { Button } from '@/ui/button'
import { Chip } from '@/ui/chip'
import { Fact } from './section'

const states = {
  unknown: 'Not asked',
  requested: 'Asked to confirm',
  opted_in: 'Subscribed',
  opted_out: 'Unsubscribed',
}
const tones = { unknown: 'neutral', requested: 'held', opted_in: 'accent', opted_out: 'danger' } as const
const sources = {
  checkout: 'A box ticked at checkout',
  text: 'A text of the customer',
  agent: 'Recorded by an agent',
  import: 'Handed over by another system',
  carrier: 'Reported by the carrier',
  shop: 'Withdrawn in the shop',
}

/** Whether the customer may be texted, and the evidence. */
export function ConsentSection({ detail, canWrite }: { detail: Detail; canWrite: boolean }) {
  const now = useNow()
  const consent = detail.consent_detail
  const how = consent.status === 'opted_out' ? consent.cause : consent.source
  const seesEvents = currentMe().role !== 'agent'
  return (
    <>
      <dl className="space-y-1.5">
        <Fact name="State">
          <Chip tone={tones[detail.consent]}>{states[detail.consent]}</Chip>
        </Fact>
        {consent.status === 'requested' ? (
          <Fact name="Waiting">
            Asked to confirm{consent.since && ` ${inSentence(new Date(consent.since), now)}`}, waiting for YES. Nothing
            else is sent meanwhile.
          </Fact>
        ) : (
          consent.since && <Fact name="Since">{standingAlone(new Date(consent.since), now)}</Fact>
        )}
        {how && <Fact name="How">{sources[how]}</Fact>}
        {consent.reason && <Fact name="Why">{capitalised(consent.reason)}</Fact>}
        {consent.wording && <Fact name="Wording">"{consent.wording}"</Fact>}
        {consent.evidence && <Fact name="Evidence">{consent.evidence}</Fact>}
        {consent.position && (
          <Fact name="Event">
            {seesEvents ? (
              <Link
                to="/events"
                search={{ event: String(consent.position) }}
                className="tabular text-accent-ink underline"
              >
                #{consent.position}
              </Link>
            ) : (
              <span className="tabular">#{consent.position}</span>
            )}
          </Fact>
        )}
      </dl>
      {canWrite && (
        <div className="mt-3">
          {detail.consent === 'opted_out' ? (
            <Button size="sm" onClick={() => showOverlay({ kind: 'opt_in', row: detail })}>
              Record a new consent
            </Button>
          ) : (
            <Button size="sm" look="danger" onClick={() => showOverlay({ kind: 'opt_out', row: detail })}>
              Unsubscribe
            </Button>
          )}
        </div>
      )}
    </>
  )
}
