import { Link } from '@tanstack/react-router'
import type { Sections } from '@/api/settings'
import { TextField } from '@/ui/field'
import { Switch } from '@/ui/switch'
import type { EditorProps } from './store-section'
import { previewTemplate } from './template-preview'
import { exampleValues } from './templates-editor'
import { TextPreview } from './text-preview'

export function CartRecoveryEditor({ value, onChange, store }: EditorProps<Sections['cart-recovery']>) {
  const template = store.templates.find((candidate) => candidate.name === 'cart_recovery')
  return (
    <>
      <div className="rounded-md border border-line bg-surface p-4">
        <Switch
          label="Text customers who left a checkout"
          hint="Only those who agreed to marketing texts, and only within opening hours."
          checked={value.enabled}
          onChange={(enabled) => onChange({ ...value, enabled })}
        />
      </div>
      <div className="max-w-96">
        <TextField
          label="Minutes after the last change of the cart"
          hint="30 to 60 works best; 1 to 2,880 is possible."
          type="number"
          min={1}
          max={2_880}
          value={Number.isNaN(value.delay_minutes) ? '' : value.delay_minutes}
          onChange={(event) => onChange({ ...value, delay_minutes: event.target.valueAsNumber })}
        />
      </div>
      {template && (
        <TextPreview text={previewTemplate(template.body, exampleValues(store))} label="What the customer gets" />
      )}
      <p className="text-ink-muted">
        The text is the template “cart recovery”.{' '}
        <Link
          to="/settings/{-$section}"
          params={{ section: 'templates' }}
          className="font-medium text-accent-ink underline-offset-2 hover:underline"
        >
          Change it in Templates
        </Link>
      </p>
    </>
  )
}

export const cartRecoveryProblem = ({ delay_minutes }: Sections['cart-recovery']): string | null =>
  Number.isInteger(delay_minutes) && delay_minutes >= 1 && delay_minutes <= 2_880
    ? null
    : 'The delay lies between 1 and 2,880 minutes (48 hours).'
