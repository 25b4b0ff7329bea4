import type { Sections } from '@/api/settings'
import type { Channel, Sender } from '@/api/types'
import { CheckboxField, SelectField, TextField } from '@/ui/field'
import { EntryList } from './entry-list'
import type { EditorProps } from './store-section'

const channels: { channel: Channel; name: string }[] = [
  { channel: 'sms', name: 'SMS' },
  { channel: 'mms', name: 'MMS' },
  { channel: 'whatsapp', name: 'WhatsApp' },
]

const blank = (): Sender => ({ number: '', channels: ['sms'], gateway: 'twilio', messaging_service: null, label: '' })

export function SendersEditor({ value, onChange }: EditorProps<Sections['senders']>) {
  return (
    <EntryList
      items={value.items}
      onChange={(items) => onChange({ items })}
      noun="number"
      nameOf={(sender) => sender.label || sender.number}
      blank={blank}
      empty="The store has no number yet, so nothing can be sent."
    >
      {(sender, change) => (
        <div className="grid gap-4 md:grid-cols-2">
          <TextField
            label="Number"
            hint="With country code, such as +14155550123."
            type="tel"
            value={sender.number}
            onChange={(event) => change({ number: event.target.value.replace(/[^+\d]/g, '') })}
          />
          <TextField
            label="Name for the team"
            hint="Customers never see it."
            value={sender.label}
            onChange={(event) => change({ label: event.target.value })}
          />
          <SelectField
            label="Carrier"
            value={sender.gateway}
            onChange={(event) => change({ gateway: event.target.value })}
          >
            <option value="simulator">Simulator (no real texts)</option>
            <option value="twilio">Twilio</option>
            {!['simulator', 'twilio'].includes(sender.gateway) && (
              <option value={sender.gateway}>{sender.gateway}</option>
            )}
          </SelectField>
          {sender.gateway === 'twilio' && (
            <TextField
              label="Messaging Service"
              hint="Its SID, if the number belongs to one."
              placeholder="MG…"
              value={sender.messaging_service ?? ''}
              onChange={(event) => change({ messaging_service: event.target.value.trim() || null })}
            />
          )}
          <fieldset className="flex min-w-0 flex-wrap gap-x-6 gap-y-2 md:col-span-2">
            <legend className="mb-1.5 text-sm font-medium">Channels</legend>
            {channels.map(({ channel, name }) => (
              <CheckboxField
                key={channel}
                label={name}
                checked={sender.channels.includes(channel)}
                onChange={(event) =>
                  change({
                    channels: channels
                      .map((choice) => choice.channel)
                      .filter((other) => (other === channel ? event.target.checked : sender.channels.includes(other))),
                  })
                }
              />
            ))}
          </fieldset>
        </div>
      )}
    </EntryList>
  )
}

export const sendersProblem = ({ items }: Sections['senders']): string | null => {
  const wrong = items.find((sender) => !/^\+[1-9]\d{6,14}$/.test(sender.number))
  if (wrong) return `“${wrong.number}” is no number with country code, such as +14155550123.`
  if (items.some((sender) => sender.channels.length === 0)) return 'Each number needs at least one channel.'
  if (new Set(items.map((sender) => sender.number)).size < items.length) return 'A number stands here twice: keep one.'
  return null
}
