import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { startConversation } from '@/api/conversations'
import { explain, Problem } from '@/api/problem'
import { storeQuery } from '@/api/queries'
import type { Channel, Id } from '@/api/types'
import { closeOverlay } from '@/commands/overlay'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { SelectField, TextArea, TextField } from '@/ui/field'

const channelNames: Record<Channel, string> = { sms: 'SMS', mms: 'MMS', whatsapp: 'WhatsApp' }

export function NewConversationDialog({ store }: { store: Id }) {
  const router = useRouter()
  const senders = useQuery(storeQuery(store)).data?.senders ?? []
  const [address, setAddress] = useState('')
  const [body, setBody] = useState('')
  const [route, setRoute] = useState('')
  const [clientId] = useState(() => crypto.randomUUID())
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false })

  const routes = senders.flatMap((sender) =>
    sender.channels.map((channel) => ({
      value: `${channel} ${sender.number}`,
      label: `${channelNames[channel]} from ${sender.label || sender.number}`,
    })),
  )
  const chosen = route || (routes[0]?.value ?? '')

  async function start(event: FormEvent) {
    event.preventDefault()
    const [channel = 'sms', sender] = chosen.split(' ')
    setState({ busy: true })
    try {
      const { id } = await startConversation({
        store,
        address: address.trim(),
        channel: channel as Channel,
        sender,
        body: body.trim() || undefined,
        client_id: clientId,
      })
      closeOverlay()
      void router.navigate({
        to: '/inbox/$box/{-$conversation}',
        params: { box: 'open', conversation: id },
        search: {},
      })
    } catch (error) {
      setState({ busy: false, error })
    }
  }
  const aboutAddress = state.error instanceof Problem && state.error.pointer?.endsWith('/address')
  return (
    <Dialog title="Start a conversation" open onClose={closeOverlay}>
      <form onSubmit={start} className="space-y-4 pb-4">
        <TextField
          label="Phone number"
          hint="With its country code, such as +1 415 555 0123. A known number opens its conversation."
          error={aboutAddress ? explain(state.error) : undefined}
          type="tel"
          required
          autoFocus
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
        <SelectField label="Send by" value={chosen} onChange={(event) => setRoute(event.target.value)}>
          {routes.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <TextArea
          label="First text"
          hint="May be left empty."
          rows={3}
          value={body}
          onChange={(event) => setBody(event.target.value)}
        />
        {state.error !== undefined && !aboutAddress && (
          <p role="alert" className="text-danger-ink">
            {explain(state.error)}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={closeOverlay}>Cancel</Button>
          <Button look="primary" type="submit" busy={state.busy}>
            Start
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
