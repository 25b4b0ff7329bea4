import { useState } from 'react'
import { eraseContact } from '@/api/erasures'
import { explain } from '@/api/problem'
import type { ErasureReason, Row } from '@/api/types'
import { closeOverlay } from '@/commands/overlay'
import { readNumber } from '@/lib/phone-number'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { SelectField, TextField } from '@/ui/field'

const reasons: Record<ErasureReason, string> = {
  contact_request: 'The customer asked for it',
  shop_request: 'The shop passed the request on',
  retention_period: 'It was kept for long enough',
}

/** What is typed must be the number itself: nobody erases the wrong person by a slip of the mouse. */
const isTheNumber = (typed: string, row: Row) => typed.trim() === row.address || readNumber(typed) === row.address

export function EraseDialog({ row }: { row: Row }) {
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState<ErasureReason>('contact_request')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  return (
    <ConfirmDialog
      title={`Erase ${row.name ?? row.address_display} for ever?`}
      confirm="Erase for ever"
      destructive
      busy={busy}
      open
      onClose={closeOverlay}
      onConfirm={async () => {
        if (!isTheNumber(typed, row)) {
          setProblem(`Type ${row.address_display} to confirm.`)
          return
        }
        setBusy(true)
        try {
          await eraseContact(row.id, row.address, reason)
          closeOverlay()
        } catch (error) {
          setProblem(explain(error))
        }
        setBusy(false)
      }}
    >
      <p>
        Texts, notes, files, carts, orders and details of this customer are destroyed, also in the event log. Nobody can
        bring them back. The number is never texted again, and what it sends is not kept.
      </p>
      <p>What stays is that somebody was erased, when and why, with a signed certificate.</p>
      <SelectField label="Reason" value={reason} onChange={(event) => setReason(event.target.value as ErasureReason)}>
        {Object.entries(reasons).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <TextField
        label="The customer’s number"
        hint={`Type ${row.address_display} to confirm.`}
        error={problem ?? undefined}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setProblem(null)
        }}
      />
    </ConfirmDialog>
  )
}
