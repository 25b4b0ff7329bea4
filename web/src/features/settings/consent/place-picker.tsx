import { ChevronsUpDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { QuietHoursRow } from '@/api/sending'
import { countryName } from '@/lib/countries'
import { Button } from '@/ui/button'
import { SelectField } from '@/ui/field'
import { type Choice, Picker } from '@/ui/picker'
import { countries, regions } from './places'
import { regionsWithRules, type Where } from './quiet-hours'

interface PlacePickerProps {
  rows: QuietHoursRow[]
  where: Where
  today: string
  onPick: (where: Where) => void
}

/** A country by typing, and its state where states have rules of their own. Typing a state's name finds it too. */
export function PlacePicker({ rows, where, today, onPick }: PlacePickerProps) {
  const [open, setOpen] = useState(false)
  const own = new Set(regionsWithRules(rows, where.country, today).map((row) => row.region))
  const states = Object.entries(regions[where.country] ?? {})
  const group = (withRule: boolean) => states.filter(([code]) => own.has(code) === withRule)
  return (
    <div className="flex flex-wrap items-end gap-3 max-md:w-full">
      <div className="space-y-1 max-md:w-full">
        <p className="text-sm font-medium">Country</p>
        <Button
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(true)}
          className="w-60 max-md:w-full"
        >
          <span className="min-w-0 flex-1 truncate text-left">
            <span className="sr-only">Country: </span>
            {countryName(where.country)}
          </span>
          <ChevronsUpDown size={14} aria-hidden className="shrink-0 text-ink-muted" />
        </Button>
      </div>
      {states.length > 0 && (
        <div className="w-60 max-md:w-full">
          <SelectField
            label={where.country === 'CA' ? 'Province' : 'State'}
            value={where.region ?? ''}
            onChange={(event) => onPick({ ...where, region: event.target.value || null })}
          >
            <option value="">Rule of the country alone</option>
            <optgroup label="With a rule of its own">
              {group(true).map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </optgroup>
            <optgroup label="Without">
              {group(false).map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </optgroup>
          </SelectField>
        </div>
      )}
      {open && <PlaceDialog rows={rows} where={where} today={today} onPick={onPick} onClose={() => setOpen(false)} />}
    </div>
  )
}

function PlaceDialog({ rows, where, today, onPick, onClose }: PlacePickerProps & { onClose: () => void }) {
  const choices = useMemo((): Choice[] => {
    const ruled = new Set(rows.flatMap((row) => [row.country, ...row.also]))
    const all = countries().sort((a, b) => Number(ruled.has(b.code)) - Number(ruled.has(a.code)))
    const ofCountries = all.map(({ code, name }) => ({
      id: code,
      label: name,
      words: code,
      hint: ruled.has(code) ? 'Rule of its own' : undefined,
      checked: where.country === code && where.region === null,
      run: () => onPick({ country: code, region: null }),
    }))
    const ofRegions = ['US', 'CA'].flatMap((country) =>
      regionsWithRules(rows, country, today).map((row) => ({
        id: row.jurisdiction,
        label: row.name,
        hint: countryName(country),
        words: row.region ?? '',
        checked: where.country === country && where.region === row.region,
        run: () => onPick({ country, region: row.region ?? null }),
      })),
    )
    return [...ofCountries, ...ofRegions]
  }, [rows, where, today, onPick])
  return <Picker title="Which country or state?" placeholder="Search places" choices={choices} open onClose={onClose} />
}
