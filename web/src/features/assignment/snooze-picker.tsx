import { BellOff } from 'lucide-react'
import type { Row } from '@/api/types'
import { snooze } from '@/commands/conversation-actions'
import { closeOverlay } from '@/commands/overlay'
import { useNow } from '@/lib/clock'
import { laterTimes, readTime } from '@/lib/later'
import { inSentence } from '@/lib/time'
import { Picker } from '@/ui/picker'

export function SnoozePicker({ rows }: { rows: Row[] }) {
  const now = useNow()
  const run = (at: Date) => void snooze(rows, at, inSentence(at, now))
  return (
    <Picker
      title={rows.length === 1 ? 'Snooze the conversation' : `Snooze ${rows.length} conversations`}
      placeholder="Until when? Choose, or type: 15:30, in 2 days"
      open
      onClose={closeOverlay}
      choices={laterTimes(now).map(({ id, label, at }) => ({
        id,
        label,
        icon: <BellOff size={16} aria-hidden />,
        hint: inSentence(at, now),
        run: () => run(at),
      }))}
      create={(typed) => {
        const at = readTime(typed, now)
        return at ? { id: 'typed', label: `Until ${inSentence(at, now)}`, run: () => run(at) } : null
      }}
    />
  )
}
