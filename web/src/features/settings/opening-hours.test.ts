import { describe, expect, it } from 'vitest'
import { clockTime, dayProblem, minutesOf, periodsOf, withHoliday, withoutHoliday } from './opening-hours'

describe('opening hours', () => {
  it('write minutes as a time of day and read them back', () => {
    for (const minutes of [0, 1, 540, 1065, 1439]) expect(minutesOf(clockTime(minutes))).toBe(minutes)
  })

  it('end a period at midnight with the end of its day', () => {
    expect(minutesOf('00:00', true)).toBe(1440)
    expect(clockTime(1440)).toBe('24:00')
    expect(minutesOf('24:00')).toBe(1440)
  })

  it('refuse what is no time of day', () => {
    for (const text of ['', '9', '25:00', '24:01', '12:60', 'noon']) expect(minutesOf(text)).toBeNull()
  })

  it('list the periods of a day from morning to evening', () => {
    const periods = [
      { day: 'monday', from: 780, until: 1080 },
      { day: 'tuesday', from: 540, until: 600 },
      { day: 'monday', from: 540, until: 720 },
    ] as const
    expect(periodsOf(periods, 'monday').map((period) => period.from)).toEqual([540, 780])
  })

  it('keep holidays in order, each once', () => {
    const holidays = withHoliday(['2026-12-25', '2026-11-26'], '2026-07-04')
    expect(holidays).toEqual(['2026-07-04', '2026-11-26', '2026-12-25'])
    expect(withHoliday(holidays, '2026-12-25')).toEqual(holidays)
    expect(withoutHoliday(holidays, '2026-11-26')).toEqual(['2026-07-04', '2026-12-25'])
  })

  it('say what is wrong with a day', () => {
    const monday = (from: number, until: number) => ({ day: 'monday', from, until }) as const
    expect(dayProblem([monday(540, 720), monday(720, 1080)])).toBeNull()
    expect(dayProblem([monday(720, 540)])).toMatch(/later than the start/)
    expect(dayProblem([monday(700, 1080), monday(540, 720)])).toMatch(/overlap/)
  })
})
