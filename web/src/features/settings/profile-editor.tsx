import type { Sections } from '@/api/settings'
import { TextField } from '@/ui/field'
import type { EditorProps } from './store-section'

export function ProfileEditor({ value, onChange }: EditorProps<Sections['profile']>) {
  const change = (part: Partial<Sections['profile']>) => onChange({ ...value, ...part })
  return (
    <>
      <TextField
        label="Name of the store"
        hint="Stands in consent and HELP texts, so that customers know who writes."
        value={value.name}
        maxLength={120}
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextField
        label="Where a person can be reached"
        hint="An e-mail address or a number. HELP is answered with it; carriers ask for that."
        value={value.support_contact}
        maxLength={200}
        onChange={(event) => change({ support_contact: event.target.value })}
      />
      <div className="grid gap-5 md:grid-cols-2">
        <TextField
          label="Currency"
          hint="Three letters, such as USD."
          value={value.currency}
          maxLength={3}
          onChange={(event) => change({ currency: event.target.value.toUpperCase() })}
        />
        <TextField
          label="Shopify domain"
          hint="Webhooks of this shop belong to this store."
          placeholder="your-shop.myshopify.com"
          value={value.shop_domain ?? ''}
          onChange={(event) => change({ shop_domain: event.target.value.trim() || null })}
        />
      </div>
    </>
  )
}

export const profileProblem = ({ name, support_contact, currency }: Sections['profile']): string | null => {
  if (name.trim() === '') return 'The store needs a name.'
  if (support_contact.trim() === '') return 'Say where a person can be reached.'
  if (!/^[A-Z]{3}$/.test(currency)) return 'A currency has three letters, such as USD.'
  return null
}
