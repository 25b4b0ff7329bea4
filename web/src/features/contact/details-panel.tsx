import { Bot, Eraser, Tag, UserRound, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useAgentName } from '@/api/agent-names'
import type { Detail } from '@/api/types'
import { changeLabel } from '@/commands/conversation-actions'
import { showOverlay } from '@/commands/overlay'
import { useNow } from '@/lib/clock'
import { displayNumber } from '@/lib/phone-number'
import { standingAlone, timeInZone } from '@/lib/time'
import { Avatar } from '@/ui/avatar'
import { Button } from '@/ui/button'
import { ConsentSection } from './consent-section'
import { ContactForm } from './contact-form'
import { Fact, Section } from './section'
import { CartCard, OrderCard } from './shop-cards'

const kinds = {
  cart: 'Cart',
  campaign: 'Campaign',
  order: 'Order',
  reply: 'Reply',
  auto_reply: 'Automatic reply',
  consent: 'Consent',
}
const channels = { sms: 'SMS', mms: 'MMS', whatsapp: 'WhatsApp' }

interface DetailsPanelProps {
  detail: Detail
  canWrite: boolean
  canErase: boolean
}

/** Everything about the customer beside the thread. */
export function DetailsPanel({ detail, canWrite, canErase }: DetailsPanelProps) {
  const nameOf = useAgentName()
  const now = useNow()
  const localTime = detail.contact.time_zone ? timeInZone(now, detail.contact.time_zone) : null
  return (
    <div>
      <div className="flex items-center gap-3 border-b border-line p-4">
        <Avatar name={detail.name} seed={detail.id} size="lg" />
        <div className="min-w-0 flex-1">
          <p className="truncate text-lg font-semibold">{detail.name ?? 'Unknown number'}</p>
          <p className="tabular truncate text-ink-muted">{detail.address_display}</p>
          {localTime && <p className="tabular text-xs text-ink-muted">{localTime} where they are</p>}
        </div>
      </div>

      <Section title="Contact">
        <ContactForm detail={detail} canWrite={canWrite} />
      </Section>

      <Section title="Conversation">
        <dl className="space-y-1.5">
          <Fact name="Owner">
            <span className="flex items-center gap-1.5 -my-1">
              <UserRound size={14} aria-hidden className="shrink-0 text-ink-muted" />
              <span className="min-w-0 flex-1 truncate">{nameOf(detail.assignee)}</span>
              {canWrite && (
                <Button
                  size="sm"
                  look="quiet"
                  className="-mr-2.5"
                  onClick={() => showOverlay({ kind: 'assign', rows: [detail] })}
                >
                  Change
                </Button>
              )}
            </span>
          </Fact>
          <Fact name="Answers">
            <span className="flex items-center gap-1.5">
              <Bot size={14} aria-hidden className="shrink-0 text-ink-muted" />
              {detail.controller === 'ai' ? 'The AI' : 'People'}
            </span>
          </Fact>
          <Fact name="Type">{kinds[detail.kind]}</Fact>
          <Fact name="Channel">{channels[detail.channel]}</Fact>
          <Fact name="Our number">
            <span className="tabular">{displayNumber(detail.sender)}</span>
          </Fact>
          <Fact name="Since">{standingAlone(new Date(detail.started_at), now)}</Fact>
        </dl>
      </Section>

      <Section title="Labels">
        <Labels detail={detail} canWrite={canWrite} />
      </Section>

      <Section title="Consent">
        <ConsentSection detail={detail} canWrite={canWrite} />
      </Section>

      <Section title="Carts">
        <Cards none="No cart.">
          {detail.carts.map((cart) => (
            <CartCard key={cart.cart} cart={cart} now={now} />
          ))}
        </Cards>
      </Section>

      <Section title="Orders">
        <Cards none="No order yet.">
          {detail.orders.map((order) => (
            <OrderCard key={order.order} order={order} now={now} />
          ))}
        </Cards>
      </Section>

      {canErase && (
        <Section title="Privacy">
          <Button
            size="sm"
            look="quiet"
            className="-ml-2.5"
            onClick={() => showOverlay({ kind: 'erase', row: detail })}
          >
            <Eraser size={14} aria-hidden />
            Erase this person…
          </Button>
        </Section>
      )}
    </div>
  )
}

function Cards({ none, children }: { none: string; children: ReactNode[] }) {
  return children.length > 0 ? <div className="space-y-3">{children}</div> : <p className="text-ink-muted">{none}</p>
}

function Labels({ detail, canWrite }: { detail: Detail; canWrite: boolean }) {
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {detail.labels.map((label) => (
        <span key={label} className="inline-flex h-6 items-center gap-1 rounded-full bg-pressed pr-1 pl-2 text-xs">
          {label}
          {canWrite && (
            <button
              type="button"
              aria-label={`Remove the label ${label}`}
              className="inline-flex size-4 items-center justify-center rounded-full hover:bg-line-strong"
              onClick={() => void changeLabel([detail], label, false)}
            >
              <X size={12} aria-hidden />
            </button>
          )}
        </span>
      ))}
      {canWrite ? (
        <Button size="sm" look="quiet" onClick={() => showOverlay({ kind: 'label', rows: [detail] })}>
          <Tag size={14} aria-hidden />
          Add label
        </Button>
      ) : (
        detail.labels.length === 0 && <p className="text-ink-muted">None.</p>
      )}
    </div>
  )
}
