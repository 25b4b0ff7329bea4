import { describe, expect, it } from 'vitest'
import { dayName, duration, inSentence, listTime } from './time'

const now = new Date('2026-11-03T15:00:00-05:00')

describe('the time in a list row', () => {
  it.each([
    ['2026-11-03T14:02:00-05:00', '14:02'],
    ['2026-10-31T09:00:00-05:00', 'Sat'],
    ['2026-10-03T09:00:00-04:00', '3 Oct'],
    ['2025-11-03T09:00:00-05:00', '3 Nov 2025'],
    ['2026-11-04T09:00:00-05:00', '4 Nov'],
  ])('of %s is %s', (at, expected) => {
    expect(listTime(new Date(at), now)).toBe(expected)
  })
})

it('names days by the calendar, not by 24 hours', () => {
  expect(dayName(new Date('2026-11-02T23:59:00-05:00'), now)).toBe('Yesterday')
  expect(dayName(new Date('2026-11-04T00:01:00-05:00'), now)).toBe('Tomorrow')
})

it('reads well in a sentence', () => {
  expect(inSentence(new Date('2026-11-04T09:00:00-05:00'), now)).toBe('tomorrow at 09:00')
  expect(inSentence(new Date('2026-12-24T09:00:00-05:00'), now)).toBe('24 December at 09:00')
})

it('tells a duration by its two largest units', () => {
  expect(duration(30_000)).toBe('less than a minute')
  expect(duration(200 * 60_000)).toBe('3 h 20 min')
  expect(duration(26 * 3_600_000)).toBe('1 d 2 h')
})
