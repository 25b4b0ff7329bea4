import { Pencil } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { updateContact } from '@/api/conversations'
import { explain, Problem } from '@/api/problem'
import type { Contact, Detail } from '@/api/types'
import { countryName } from '@/lib/countries'
import { languageName } from '@/lib/languages'
import { Button } from '@/ui/button'
import { TextField } from '@/ui/field'
import { Fact } from './section'

const fields: { key: keyof Contact; label: string; hint?: string; type?: string }[] = [
  { key: 'name', label: 'Name' },
  { key: 'email', label: 'E-mail', type: 'email' },
  { key: 'language', label: 'Language', hint: 'Such as en or pt-BR' },
  { key: 'time_zone', label: 'Time zone', hint: 'Such as America/New_York' },
  { key: 'country', label: 'Country', hint: 'Two letters, such as US' },
  { key: 'region', label: 'State', hint: 'State or province, such as FL' },
  { key: 'postal_code', label: 'Postal code', hint: 'ZIP or postal code: tells where and so when' },
]

const shown: Partial<Record<keyof Contact, (value: string) => ReactNode>> = {
  language: languageName,
  country: countryName,
  // A long address breaks where a person would break it.
  email: (address) =>
    address.split('@').flatMap((part, index) => (index > 0 ? [<wbr key="at" />, `@${part}`] : [part])),
}

/** What is known about the customer, changed in place. */
export function ContactForm({ detail, canWrite }: { detail: Detail; canWrite: boolean }) {
  const [editing, setEditing] = useState<Contact | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  // What the server does not tell is not said to be unknown.
  const known = fields.filter(({ key }) => detail.contact[key] !== undefined)
  if (!editing) {
    return (
      <>
        <dl className="space-y-1.5">
          {known.map(({ key, label }) => (
            <Fact key={key} name={label}>
              {detail.contact[key] ? (
                (shown[key]?.(detail.contact[key]) ?? detail.contact[key])
              ) : (
                <span className="text-ink-muted">Not known</span>
              )}
            </Fact>
          ))}
        </dl>
        {canWrite && (
          <Button size="sm" className="mt-3" onClick={() => setEditing(detail.contact)}>
            <Pencil size={14} aria-hidden />
            {detail.name ? 'Edit contact' : 'Save as contact'}
          </Button>
        )}
      </>
    )
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    if (!editing) return
    const changed: Partial<Contact> = {}
    for (const { key } of fields) {
      const value = (editing[key] ?? '').trim()
      if (value !== (detail.contact[key] ?? '')) changed[key] = value
    }
    setBusy(true)
    setError(null)
    try {
      if (Object.keys(changed).length > 0) await updateContact(detail.id, changed)
      setEditing(null)
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  const wrongField = error instanceof Problem ? error.pointer?.split('/').at(-1) : null
  return (
    <form onSubmit={save} className="space-y-3">
      {fields.map(({ key, label, hint, type }, index) => (
        <TextField
          key={key}
          label={label}
          hint={hint}
          type={type}
          autoFocus={index === 0}
          error={wrongField === key ? explain(error) : undefined}
          value={editing[key] ?? ''}
          onChange={(event) => setEditing({ ...editing, [key]: event.target.value })}
        />
      ))}
      {error !== null && !fields.some(({ key }) => key === wrongField) && (
        <p role="alert" className="text-sm text-danger-ink">
          {explain(error)}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={() => setEditing(null)}>
          Cancel
        </Button>
        <Button size="sm" look="primary" type="submit" busy={busy}>
          Save
        </Button>
      </div>
    </form>
  )
}
