import { useState } from 'react'
import type { Row } from '@/api/types'
import { optIn, optOut } from '@/commands/conversation-actions'
import { closeOverlay } from '@/commands/overlay'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { TextField } from '@/ui/field'

const nameOf = (row: Row) => row.name ?? row.address_display

export function OptOutDialog({ row }: { row: Row }) {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  return (
    <ConfirmDialog
      title={`Unsubscribe ${nameOf(row)}?`}
      confirm="Unsubscribe"
      destructive
      busy={busy}
      open
      onClose={closeOverlay}
      onConfirm={async () => {
        setBusy(true)
        if (await optOut(row, reason.trim() || 'Asked an agent')) closeOverlay()
        setBusy(false)
      }}
    >
      <p>
        Nothing will be sent any more, on any channel, and everything scheduled is stopped. Only the customer, or a new
        consent with evidence, can undo this.
      </p>
      <TextField
        label="Reason"
        hint="Stands in the log. How did the customer ask for it?"
        placeholder="Asked on the phone"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  )
}

export function OptInDialog({ row }: { row: Row }) {
  const [wording, setWording] = useState('')
  const [evidence, setEvidence] = useState('')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  return (
    <ConfirmDialog
      title={`Record the consent of ${nameOf(row)}`}
      confirm="Record consent"
      busy={busy}
      open
      onClose={closeOverlay}
      onConfirm={async () => {
        if (wording.trim() === '' || evidence.trim() === '') {
          setMissing(true)
          return
        }
        setBusy(true)
        if (await optIn(row, wording.trim(), evidence.trim())) closeOverlay()
        setBusy(false)
      }}
    >
      <p>Only when the customer clearly agreed. What you write here is the proof.</p>
      <TextField
        label="Wording"
        hint="The words the customer agreed to."
        error={missing && wording.trim() === '' ? 'Write down the words the customer agreed to.' : undefined}
        value={wording}
        onChange={(event) => setWording(event.target.value)}
      />
      <TextField
        label="Evidence"
        hint="Where it can be looked up: a form, a call, an e-mail."
        error={missing && evidence.trim() === '' ? 'Say where this can be looked up.' : undefined}
        value={evidence}
        onChange={(event) => setEvidence(event.target.value)}
      />
    </ConfirmDialog>
  )
}
