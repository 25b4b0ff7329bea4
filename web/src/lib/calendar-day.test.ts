import { describe, expect, it } from 'vitest'
import { dayInWords, dayWithWeekday, isDay } from './calendar-day'

describe('a day of the calendar', () => {
  it('is named in words, whatever the zone of the browser', () => {
    expect(dayInWords('2026-12-25')).toBe('25 December 2026')
    expect(dayWithWeekday('2026-12-25')).toBe('Friday 25 December 2026')
    expect(dayWithWeekday('2027-01-01')).toBe('Friday 1 January 2027')
  })

  it('has to exist', () => {
    expect(isDay('2028-02-29')).toBe(true)
    for (const text of ['2026-02-29', '2026-13-01', '25.12.2026', '']) expect(isDay(text)).toBe(false)
  })

  it('stays as it was written when it is none', () => {
    expect(dayInWords('soon')).toBe('soon')
  })
})
