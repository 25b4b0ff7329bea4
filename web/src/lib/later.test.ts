import { describe, expect, it } from 'vitest'
import { laterTimes, readTime } from './later'

const tuesdayNoon = new Date('2026-11-03T12:00:00-05:00')
const iso = (at: Date | null) => at?.toISOString() ?? null

describe('times people mean by later', () => {
  it('all lie in the future', () => {
    const evening = new Date('2026-11-03T21:00:00-05:00')
    expect(laterTimes(evening).map((time) => time.id)).not.toContain('evening')
    expect(laterTimes(evening).every((time) => time.at > evening)).toBe(true)
  })

  it('mean the next Monday, also on a Monday', () => {
    const monday = new Date('2026-11-02T12:00:00-05:00')
    expect(iso(laterTimes(monday).find((time) => time.id === 'monday')?.at ?? null)).toBe('2026-11-09T14:00:00.000Z')
  })
})

describe('a typed time', () => {
  it.each([
    ['in 20 minutes', '2026-11-03T17:20:00.000Z'],
    ['3h', '2026-11-03T20:00:00.000Z'],
    ['2 days', '2026-11-05T17:00:00.000Z'],
    ['15:30', '2026-11-03T20:30:00.000Z'],
    ['9:00', '2026-11-04T14:00:00.000Z'],
    ['tomorrow 9:00', '2026-11-04T14:00:00.000Z'],
    ['25:00', null],
    ['soon', null],
  ])('%j', (typed, expected) => {
    expect(iso(readTime(typed, tuesdayNoon))).toBe(expected)
  })
})
