import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import type { Sections } from '@/api/settings'
import { Button, IconButton } from '@/ui/button'
import { TextField } from '@/ui/field'
import { HolidaysEditor } from './holidays-editor'
import { clockTime, dayProblem, minutesOf, type OpenPeriod, periodsOf, type Weekday, weekdays } from './opening-hours'
import type { EditorProps } from './store-section'

const timeZones = Intl.supportedValuesOf('timeZone')

/** The time can be typed; the browser's picker would only hide it. */
const timeField = '[&::-webkit-calendar-picker-indicator]:hidden'

const dayName = (day: Weekday) => day.charAt(0).toUpperCase() + day.slice(1)

export function HoursEditor({ value, onChange }: EditorProps<Sections['hours']>) {
  const zones = useId()
  const replaceDay = (day: Weekday, periods: OpenPeriod[]) =>
    onChange({
      ...value,
      periods: weekdays.flatMap((other) => (other === day ? periods : periodsOf(value.periods, other))),
    })
  return (
    <>
      <div className="max-w-96">
        <TextField
          label="Time zone of the store"
          hint="An IANA name, such as America/New_York. Empty means UTC."
          list={zones}
          value={value.time_zone}
          onChange={(event) => onChange({ ...value, time_zone: event.target.value.trim() })}
        />
        <datalist id={zones}>
          {timeZones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </div>
      {value.periods.length === 0 && (
        <p className="rounded-md bg-held-soft px-3 py-2 text-held-ink">
          Always open: only the quiet hours where the customer is hold automated texts. Add hours to a day to hold them
          outside.
        </p>
      )}
      <ul className="divide-y divide-line rounded-md border border-line bg-surface">
        {weekdays.map((day) => (
          <Day
            key={day}
            day={day}
            periods={periodsOf(value.periods, day)}
            alwaysOpen={value.periods.length === 0}
            onChange={replaceDay}
          />
        ))}
      </ul>
      <Button
        onClick={() => {
          const monday = periodsOf(value.periods, 'monday')
          const weekend = ['saturday', 'sunday'] as const
          const kept = weekend.flatMap((day) => periodsOf(value.periods, day))
          const week = weekdays.slice(0, 5).flatMap((day) => monday.map((period) => ({ ...period, day })))
          onChange({ ...value, periods: [...week, ...kept] })
        }}
      >
        Monday’s hours for every weekday
      </Button>
      <HolidaysEditor
        value={value.holidays ?? []}
        // None at all is left out, as the server does: a list emptied again is no change.
        onChange={(holidays) => onChange({ ...value, holidays: holidays.length > 0 ? holidays : undefined })}
      />
    </>
  )
}

interface DayProps {
  day: Weekday
  periods: OpenPeriod[]
  alwaysOpen: boolean
  onChange: (day: Weekday, periods: OpenPeriod[]) => void
}

function Day({ day, periods, alwaysOpen, onChange }: DayProps) {
  const problem = dayProblem(periods)
  const last = periods.at(-1)
  const add = () =>
    onChange(day, [
      ...periods,
      last && last.until < 1_380 ? { day, from: last.until + 60, until: 1_440 } : { day, from: 540, until: 1_080 },
    ])
  const replace = (index: number, part: Partial<OpenPeriod>) =>
    onChange(
      day,
      periods.map((period, place) => (place === index ? { ...period, ...part } : period)),
    )
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-2.5">
      <span className="w-24 pt-2 font-medium max-md:flex-1">{dayName(day)}</span>
      <div className="min-w-0 flex-1 space-y-2 max-md:order-last max-md:w-full max-md:flex-none">
        {periods.length === 0 && <p className="text-ink-muted md:pt-2">{alwaysOpen ? 'Open all day' : 'Closed'}</p>}
        {periods.map((period, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the fields are controlled, nothing lives in the row itself
          <div key={index} className="flex items-center gap-2">
            <div className="w-28">
              <TextField
                hideLabel
                label={`${dayName(day)}, opens`}
                type="time"
                className={timeField}
                value={clockTime(period.from)}
                onChange={(event) => {
                  const from = minutesOf(event.target.value)
                  if (from !== null) replace(index, { from })
                }}
              />
            </div>
            <span className="text-ink-muted">to</span>
            <div className="w-28">
              <TextField
                hideLabel
                label={`${dayName(day)}, closes`}
                type="time"
                className={timeField}
                value={clockTime(period.until % 1_440)}
                onChange={(event) => {
                  const until = minutesOf(event.target.value, true)
                  if (until !== null) replace(index, { until })
                }}
              />
            </div>
            <IconButton
              size="sm"
              label={`Remove ${clockTime(period.from)} to ${clockTime(period.until)} on ${dayName(day)}`}
              onClick={() =>
                onChange(
                  day,
                  periods.filter((_, place) => place !== index),
                )
              }
            >
              <X size={16} aria-hidden />
            </IconButton>
          </div>
        ))}
        {problem && (
          <p role="alert" className="text-xs text-danger-ink">
            {problem}
          </p>
        )}
      </div>
      <IconButton label={`Add hours on ${dayName(day)}`} onClick={add}>
        <Plus size={16} aria-hidden />
      </IconButton>
    </li>
  )
}

export const hoursProblem = ({ time_zone, periods }: Sections['hours']): string | null => {
  if (time_zone !== '' && time_zone !== 'UTC' && !timeZones.includes(time_zone))
    return `“${time_zone}” is no time zone: choose one of the list.`
  const wrong = weekdays.find((day) => dayProblem(periodsOf(periods, day)) !== null)
  return wrong ? `Mend the hours on ${dayName(wrong)}.` : null
}
