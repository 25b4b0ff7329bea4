import { useState } from 'react'
import type { Sections } from '@/api/settings'
import { SelectField, TextArea, TextField } from '@/ui/field'
import { EntryList } from './entry-list'
import { matchKeywordRule } from './keyword-rule-match'
import type { EditorProps } from './store-section'
import { TextPreview } from './text-preview'

const topics = [
  ['shipping', 'Shipping'],
  ['order_status', 'Where is my order'],
  ['returns', 'Returns'],
  ['discount', 'Discounts'],
  ['sizing', 'Sizes'],
] as const

export function KeywordRulesEditor({ value, onChange }: EditorProps<Sections['keyword-rules']>) {
  return (
    <EntryList
      ordered
      items={value.items}
      onChange={(items) => onChange({ items })}
      noun="rule"
      nameOf={(rule) => rule.name}
      blank={() => ({ name: '', words: [], topic: null, reply: '' })}
      empty="No rules yet: every question goes to the AI, if there is one, or to a person."
    >
      {(rule, change) => (
        <div className="grid gap-4 md:grid-cols-2">
          <TextField
            label="Name"
            value={rule.name}
            maxLength={120}
            onChange={(event) => change({ name: event.target.value })}
          />
          <SelectField
            label="Topic"
            hint="What the text is about, in any wording."
            value={rule.topic ?? ''}
            onChange={(event) => change({ topic: event.target.value || null })}
          >
            <option value="">No topic, only words</option>
            {topics.map(([topic, name]) => (
              <option key={topic} value={topic}>
                {name}
              </option>
            ))}
          </SelectField>
          <div className="md:col-span-2">
            <WordsField words={rule.words} onChange={(words) => change({ words })} />
          </div>
          <div className="md:col-span-2">
            <TextArea
              label="Reply"
              rows={3}
              maxLength={1_600}
              value={rule.reply}
              onChange={(event) => change({ reply: event.target.value })}
            />
          </div>
        </div>
      )}
    </EntryList>
  )
}

/** While it is typed in, the text stays as typed; a comma at the end must not vanish under the cursor. */
function WordsField({ words, onChange }: { words: string[]; onChange: (words: string[]) => void }) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextField
      label="Words"
      hint="Separated by commas. Whole words, any case: “return, send back”."
      value={typed ?? words.join(', ')}
      onChange={(event) => {
        setTyped(event.target.value)
        const entered = event.target.value.split(',').map((word) => word.trim())
        onChange(entered.filter((word) => word !== ''))
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

export function KeywordRulesTrial({ value }: { value: Sections['keyword-rules'] }) {
  const [text, setText] = useState('')
  const match = text.trim() === '' ? null : matchKeywordRule(value.items, text)
  const byTopic = value.items.some((rule) => rule.topic !== null)
  return (
    <section aria-label="Try the rules" className="space-y-3 rounded-md border border-line bg-surface p-4">
      <h3 className="font-medium">Try the rules</h3>
      <TextField
        label="A text of a customer"
        placeholder="how long does shipping take?"
        hint="Tried with the rules as they stand above, saved or not. Nothing is sent."
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div role="status" className="space-y-3">
        {match && (
          <>
            <p>
              <strong className="font-medium">{match.rule.name || 'A rule without a name'}</strong> answers, because of
              “{match.word}”.
            </p>
            <TextPreview text={match.rule.reply} label="The answer" />
          </>
        )}
        {text.trim() !== '' && !match && (
          <p className="text-ink-muted">
            No word fits.
            {byTopic && ' Rules by topic may still answer: topics are judged by the classifier when a text arrives.'}
          </p>
        )}
      </div>
    </section>
  )
}

export const keywordRulesProblem = ({ items }: Sections['keyword-rules']): string | null => {
  if (items.some((rule) => rule.name.trim() === '')) return 'Each rule needs a name.'
  const idle = items.find((rule) => rule.words.length === 0 && rule.topic === null)
  if (idle) return `“${idle.name}” needs a word or a topic.`
  const mute = items.find((rule) => rule.reply.trim() === '')
  if (mute) return `“${mute.name}” has no reply.`
  const names = items.map((rule) => rule.name.toLowerCase())
  return new Set(names).size < names.length ? 'Two rules have the same name: rename one.' : null
}
