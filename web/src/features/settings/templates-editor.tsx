import type { Sections } from '@/api/settings'
import type { Store } from '@/api/types'
import { TextArea, TextField } from '@/ui/field'
import { EntryList } from './entry-list'
import type { EditorProps } from './store-section'
import { isOptional, previewTemplate, type Values, variablesOf } from './template-preview'
import { TextPreview } from './text-preview'

/** Templates that Threadkeep looks for by name. */
const known: Record<string, string> = {
  cart_recovery: 'Sent to a customer who left a checkout.',
  opted_out: 'The one confirmation after an opt-out. No marketing in it.',
  opted_in: 'Confirms the subscription: name the store, how often it writes, and how to stop.',
  help: 'The answer to HELP.',
  fallback: 'Sent when a person is called.',
}

export const exampleValues = (store: Store): Values => ({
  name: 'Dana',
  full_name: 'Dana Levin',
  product: 'Linen Overshirt',
  items: '2',
  total: `127.00 ${store.profile?.currency ?? 'USD'}`,
  link: 'https://txt.example/l/x7k2',
  store: store.profile?.name ?? 'the store',
  support_contact: store.profile?.support_contact ?? 'help@store.example',
})

const nameless = ({ name, full_name, ...rest }: Values): Values => rest

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
      {(template, change) => (
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
              rows={6}
              maxLength={1_600}
              hint={hintFor(template.body, examples)}
              value={template.body}
              onChange={(event) => change({ body: event.target.value })}
            />
          </div>
          <div className="space-y-3">
            <TextPreview text={previewTemplate(template.body, examples)} />
            {isOptional(template.body, 'name') && (
              <TextPreview
                label="When the name is not known"
                text={previewTemplate(template.body, nameless(examples))}
              />
            )}
          </div>
        </div>
      )}
    </EntryList>
  )
}

function hintFor(body: string, examples: Values): string {
  const variables = variablesOf(body)
  const unknown = variables.filter((name) => !(name in examples))
  if (unknown.length > 0) return `Not known here: ${unknown.join(', ')}. A text with a missing variable is never sent.`
  const required = variables.filter((name) => !isOptional(body, name))
  if (required.length > 0) return `Needs ${required.join(', ')}; without it the text is not sent.`
  return variables.length > 0 ? 'Works whatever is known.' : 'Variables such as {{ name }} or {{ link }} are filled in.'
}

export const templatesProblem = ({ items }: Sections['templates']): string | null => {
  if (items.some((template) => template.name.trim() === '')) return 'Each template needs a name.'
  const bare = items.find((template) => template.body.trim() === '')
  if (bare) return `The template “${bare.name}” has no text.`
  const names = items.map((template) => template.name.toLowerCase())
  return new Set(names).size < names.length ? 'Two templates have the same name: rename one.' : null
}
