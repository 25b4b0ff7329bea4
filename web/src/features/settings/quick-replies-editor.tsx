import type { Sections } from '@/api/settings'
import { TextArea, TextField } from '@/ui/field'
import { EntryList } from './entry-list'
import type { EditorProps } from './store-section'

export function QuickRepliesEditor({ value, onChange }: EditorProps<Sections['quick-replies']>) {
  return (
    <EntryList
      items={value.items}
      onChange={(items) => onChange({ items })}
      noun="quick reply"
      nameOf={(reply) => (reply.shortcut ? `/${reply.shortcut}` : '')}
      blank={() => ({ shortcut: '', body: '' })}
      empty="No quick replies yet. Add what your team types most."
    >
      {(reply, change) => (
        <div className="grid gap-4 md:grid-cols-3">
          <TextField
            label="Shortcut"
            hint="What is typed after “/”."
            value={reply.shortcut}
            maxLength={40}
            onChange={(event) => change({ shortcut: event.target.value.replace(/[\s/]/g, '') })}
          />
          <div className="md:col-span-2">
            <TextArea
              label="Text"
              rows={3}
              maxLength={1_600}
              hint="{{ name }} becomes the customer’s name."
              value={reply.body}
              onChange={(event) => change({ body: event.target.value })}
            />
          </div>
        </div>
      )}
    </EntryList>
  )
}

export const quickRepliesProblem = ({ items }: Sections['quick-replies']): string | null => {
  if (items.some((reply) => reply.shortcut.trim() === '')) return 'Each quick reply needs a shortcut.'
  const bare = items.find((reply) => reply.body.trim() === '')
  if (bare) return `/${bare.shortcut} has no text.`
  const shortcuts = items.map((reply) => reply.shortcut.toLowerCase())
  return new Set(shortcuts).size < shortcuts.length ? 'Two quick replies have the same shortcut: rename one.' : null
}
