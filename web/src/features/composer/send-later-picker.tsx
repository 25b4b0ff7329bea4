import { useNow } from '@/lib/clock'
import { laterTimes, readTime } from '@/lib/later'
import { inSentence } from '@/lib/time'
import { Picker } from '@/ui/picker'

export function SendLaterPicker({
  open,
  onClose,
  onChoose,
}: {
  open: boolean
  onClose: () => void
  onChoose: (at: Date) => void
}) {
  const now = useNow()
  return (
    <Picker
      title="Send later"
      placeholder="Choose, or type a time: 15:30, in 20 minutes"
      open={open}
      onClose={onClose}
      choices={laterTimes(now).map(({ id, label, at }) => ({
        id,
        label,
        hint: inSentence(at, now),
        run: () => onChoose(at),
      }))}
      create={(typed) => {
        const at = readTime(typed, now)
        return at ? { id: 'typed', label: `Send ${inSentence(at, now)}`, run: () => onChoose(at) } : null
      }}
    />
  )
}
