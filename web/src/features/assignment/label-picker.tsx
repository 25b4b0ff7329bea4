import { useQueryClient } from '@tanstack/react-query'
import { Tag } from 'lucide-react'
import { keys } from '@/api/queries'
import type { Row } from '@/api/types'
import { changeLabel } from '@/commands/conversation-actions'
import { closeOverlay } from '@/commands/overlay'
import type { ListData } from '@/live/apply'
import { Picker } from '@/ui/picker'

export function LabelPicker({ rows }: { rows: Row[] }) {
  const queries = useQueryClient()
  const known = new Set(rows.flatMap((row) => row.labels))
  for (const [, list] of queries.getQueriesData<ListData>({ queryKey: keys.lists })) {
    for (const page of list?.pages ?? []) for (const row of page.items) for (const label of row.labels) known.add(label)
  }
  const everywhere = (label: string) => rows.every((row) => row.labels.includes(label))
  return (
    <Picker
      title="Label"
      placeholder="Choose a label, or type a new one"
      open
      onClose={closeOverlay}
      choices={[...known].sort().map((label) => ({
        id: label,
        label,
        icon: <Tag size={16} aria-hidden />,
        checked: everywhere(label),
        hint: everywhere(label) ? 'Remove' : undefined,
        run: () => void changeLabel(rows, label, !everywhere(label)),
      }))}
      create={(typed) => ({
        id: 'new',
        label: `New label "${typed}"`,
        icon: <Tag size={16} aria-hidden />,
        run: () => void changeLabel(rows, typed, true),
      })}
    />
  )
}
