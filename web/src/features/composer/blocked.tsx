import { useQuery } from '@tanstack/react-query'
import { Eye, MessageCircleOff, UserX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { storeQuery } from '@/api/queries'
import type { Detail } from '@/api/types'
import { showOverlay } from '@/commands/overlay'
import { useNow } from '@/lib/clock'
import { capitalised } from '@/lib/sentence'
import { inSentence } from '@/lib/time'
import { deliver } from '@/live/outbox'
import { Button } from '@/ui/button'
import { Picker } from '@/ui/picker'
import { fill } from './quick-replies'

function Notice({ icon, children, actions }: { icon: ReactNode; children: ReactNode; actions?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex grow basis-96 items-start gap-3">
        <span className="mt-0.5 shrink-0 text-ink-muted">{icon}</span>
        <div className="min-w-0">{children}</div>
      </div>
      {actions && <div className="ml-auto flex gap-2">{actions}</div>}
    </div>
  )
}

export function AuditorNotice() {
  return <Notice icon={<Eye size={18} aria-hidden />}>Auditors read everything and change nothing.</Notice>
}

const causes = {
  text: 'by a text of the customer',
  carrier: 'at the carrier',
  agent: 'by an agent',
  shop: 'in the shop',
}

export function OptedOutNotice({ detail, noteButton }: { detail: Detail; noteButton: ReactNode }) {
  const now = useNow()
  const { opted_out: out } = detail
  return (
    <Notice
      icon={<UserX size={18} aria-hidden />}
      actions={
        <>
          {noteButton}
          <Button size="sm" onClick={() => showOverlay({ kind: 'opt_in', row: detail })}>
            Record a new consent
          </Button>
        </>
      }
    >
      <p className="font-medium">
        Unsubscribed{out && ` ${inSentence(new Date(out.at), now)} ${causes[out.cause]}`}. Nothing can be sent.
      </p>
      {out?.text && <p className="mt-0.5 text-ink-muted">"{out.text}"</p>}
      {out?.reason && <p className="mt-0.5 text-sm text-ink-muted">{capitalised(out.reason)}.</p>}
    </Notice>
  )
}

/** Outside WhatsApp's 24 hours only a registered template may be sent. */
export function WindowClosedNotice({ detail, noteButton }: { detail: Detail; noteButton: ReactNode }) {
  const now = useNow()
  const [choosing, setChoosing] = useState(false)
  const store = useQuery(storeQuery(detail.store)).data
  const templates = store?.templates ?? []
  const until = detail.whatsapp_window_until
  return (
    <Notice
      icon={<MessageCircleOff size={18} aria-hidden />}
      actions={
        <>
          {noteButton}
          <Button size="sm" look="primary" disabled={templates.length === 0} onClick={() => setChoosing(true)}>
            Choose a template
          </Button>
        </>
      }
    >
      <p className="font-medium">
        WhatsApp's 24 hours {until ? `ended ${inSentence(new Date(until), now)}` : 'are over'}.
      </p>
      <p className="text-sm text-ink-muted">
        {templates.length === 0
          ? 'The store has no templates; an administrator adds them in the settings.'
          : 'Until the customer writes, only a template can be sent.'}
      </p>
      <Picker
        title="Send a template"
        placeholder="Search templates"
        open={choosing}
        onClose={() => setChoosing(false)}
        choices={templates.map((template) => {
          const { body } = fill({ shortcut: template.name, body: template.body }, detail, store?.profile?.name ?? '')
          return {
            id: template.name,
            label: template.name,
            words: body,
            hint: body.slice(0, 40),
            run: () =>
              void deliver({
                clientId: crypto.randomUUID(),
                conversation: detail.id,
                body,
                media: [],
                at: now.toISOString(),
                sendAt: null,
                template: template.name,
                state: 'sending',
                reason: null,
              }),
          }
        })}
      />
    </Notice>
  )
}
