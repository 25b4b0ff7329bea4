import type { Sections } from '@/api/settings'
import { TextArea } from '@/ui/field'
import { Switch } from '@/ui/switch'
import type { EditorProps } from './store-section'

export function AutomationEditor({ value, onChange }: EditorProps<Sections['automation']>) {
  const change = (part: Partial<Sections['automation']>) => onChange({ ...value, ...part })
  return (
    <>
      <div className="rounded-md border border-line bg-surface p-4">
        <Switch
          label="Answer new conversations automatically"
          hint="Keyword rules first, then the AI if one is configured. The moment an agent writes, automation is silent in that conversation."
          checked={value.enabled}
          onChange={(enabled) => change({ enabled })}
        />
      </div>
      <TextArea
        label="When a person is called"
        hint="Sent when a question is not understood, when the customer is upset or asks for a person."
        rows={3}
        maxLength={1_600}
        value={value.fallback}
        onChange={(event) => change({ fallback: event.target.value })}
      />
      <TextArea
        label="Facts the AI may rely on"
        hint="Shipping times, returns, opening hours. The AI says nothing about prices, codes and links that does not stand here or in the cart."
        rows={10}
        value={value.facts}
        onChange={(event) => change({ facts: event.target.value })}
      />
    </>
  )
}

export const automationProblem = ({ fallback }: Sections['automation']): string | null =>
  fallback.trim() === '' ? 'Write what is said when a person is called.' : null
