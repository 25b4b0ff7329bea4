import type { Sections } from '@/api/settings'
import type { Store } from '@/api/types'
import { TextArea, TextField } from '@/ui/field'
import { EntryList } from './entry-list'
import type { EditorProps } from './store-section'
import { previewTemplate, variablesOf } from './template-variables'
import { TextPreview } from './text-preview'

/** Templates that Threadkeep looks for by name. */
const known: Record<string, string> = {
  cart_recovery: 'Sent to a customer who left a checkout.',
  opted_out: 'The one confirmation after an opt-out. No marketing in it.',
  opted_in: 'Confirms the subscription: name the store, how often it writes, and how to stop.',
  help: 'The answer to HELP.',
  fallback: 'Sent when a person is called.',
}

export const exampleValues = (store: Store): Record<string, string> => ({
  name: 'Dana',
  first_name: 'Dana',
  product: 'Linen Overshirt',
  link: 'https://txt.example/l/x7k2',
  total: '$127.00',
  store: store.profile?.name ?? 'the store',
  support_contact: store.profile?.support_contact ?? 'help@store.example',
})

export function TemplatesEditor({ value, onChange, store }: EditorProps<Sections['templates']>) {
  const examples = exampleValues(store)
  return (
    <EntryList
      items={value.items}
      onChange={(items) => onChange({ items })}
      noun="template"
      nameOf={(template) => template.name.replaceAll('_', ' ')}
      blank={() => ({ name: '', body: '' })}
      empty="No templates yet: Threadkeep uses its own plain texts."
    >
      {(template, change) => {
        const variables = variablesOf(template.body)
        const unknown = variables.filter((name) => !(name in examples))
        return (
          <div className="grid gap-4 md:grid-cols-2">
            <div className="space-y-4">
              <TextField
                label="Name"
                hint={known[template.name] ?? 'A name of your own.'}
                value={template.name}
                maxLength={120}
                onChange={(event) => change({ name: event.target.value })}
              />
              <TextArea
                label="Text"
                rows={5}
                maxLength={1_600}
                hint={
                  unknown.length > 0
                    ? `Not known here: ${unknown.join(', ')}. A text with a missing variable is never sent.`
                    : variables.length > 0
                      ? `Fills in ${variables.join(', ')}.`
                      : 'Variables such as {{ name }}, {{ product }} or {{ link }} are filled in.'
                }
                value={template.body}
                onChange={(event) => change({ body: event.target.value })}
              />
            </div>
            <TextPreview text={previewTemplate(template.body, examples)} />
          </div>
        )
      }}
    </EntryList>
  )
}

export const templatesProblem = ({ items }: Sections['templates']): string | null => {
  if (items.some((template) => template.name.trim() === '')) return 'Each template needs a name.'
  const bare = items.find((template) => template.body.trim() === '')
  if (bare) return `The template “${bare.name}” has no text.`
  const names = items.map((template) => template.name.toLowerCase())
  return new Set(names).size < names.length ? 'Two templates have the same name: rename one.' : null
}
