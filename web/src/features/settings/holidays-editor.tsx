import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { dayWithWeekday, isDay } from '@/lib/calendar-day'
import { Button, IconButton } from '@/ui/button'
import { TextField } from '@/ui/field'
import { withHoliday, withoutHoliday } from './opening-hours'

/** Days on which the store is closed whatever its hours say, in order. */
export function HolidaysEditor({ value, onChange }: { value: string[]; onChange: (next: string[]) => void }) {
  const [typed, setTyped] = useState('')
  const known = value.includes(typed)
  const add = () => {
    onChange(withHoliday(value, typed))
    setTyped('')
  }
  return (
    <section aria-label="Holidays" className="rounded-md border border-line bg-surface p-4">
      <h3 className="font-medium">Holidays</h3>
      <p className="text-xs text-ink-muted">
        Closed all day, whatever the hours say. Automated texts wait for the next day.
      </p>
      {value.length === 0 ? (
        <p className="mt-3 text-ink-muted">None yet.</p>
      ) : (
        <ul className="mt-2 divide-y divide-line">
          {withHoliday(value).map((day) => (
            <li key={day} className="flex min-h-9 items-center gap-2">
              <time dateTime={day} className="min-w-0 flex-1">
                {dayWithWeekday(day)}
              </time>
              <IconButton
                size="sm"
                label={`Remove ${dayWithWeekday(day)}`}
                onClick={() => onChange(withoutHoliday(value, day))}
              >
                <X size={16} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-3 flex flex-wrap items-end gap-2">
        <div className="w-48">
          <TextField
            label="Another day"
            type="date"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !isDay(typed) || known) return
              event.preventDefault()
              add()
            }}
          />
        </div>
        <Button disabled={!isDay(typed) || known} onClick={add}>
          <Plus size={16} aria-hidden /> Add
        </Button>
        {known && (
          <p role="status" className="py-2 text-sm text-ink-muted">
            Stands there already.
          </p>
        )}
      </div>
    </section>
  )
}
