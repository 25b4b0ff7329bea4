import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QuietHoursRow, Span } from '@/api/sending'
import {
  inForce,
  intersection,
  localDay,
  regionsWithRules,
  rowsAbout,
  rowWords,
  sorted,
  spanWords,
  weekOf,
} from './quiet-hours'

const hours = (from: number, until: number): Span => ({ from: from * 60, until: until * 60 })

const row = (jurisdiction: string, week: Span[], more: Partial<QuietHoursRow> = {}): QuietHoursRow => {
  const [country, region] = jurisdiction.length > 5 ? [null, null] : jurisdiction.split('-')
  return {
    jurisdiction,
    name: jurisdiction,
    country: country ?? null,
    region: region ?? null,
    also: [],
    monday_to_friday: week,
    saturday: week,
    sunday: week,
    closed_on: null,
    written_for: 'calls and texts',
    source: '',
    note: null,
    effective_from: '2000-01-01',
    effective_until: null,
    sure: true,
    ...more,
  }
}

const federal = row('US', [hours(8, 21)], { also: ['PR'] })
const florida = row('US-FL', [hours(8, 20)])
const texas = row('US-TX', [hours(9, 21)], { sunday: [hours(12, 21)] })
const former = row('US-PA', [hours(8, 21)], { effective_until: '2026-10-17' })
const pennsylvania = row('US-PA', [hours(9, 19)], { sunday: [], effective_from: '2026-10-18' })
const france = row('FR', [hours(10, 13), hours(14, 20)], { saturday: [], sunday: [] })
const elsewhere = row('default', [hours(9, 20)])
const courtesy = row('courtesy', [hours(8, 21)])
const table = [federal, florida, texas, former, pennsylvania, france, elsewhere, courtesy]

describe('the hours that two rules leave', () => {
  it('are those that both allow', () => {
    expect(intersection([hours(8, 21)], [hours(8, 20)])).toEqual([hours(8, 20)])
    expect(intersection([hours(10, 13), hours(14, 20)], [hours(12, 15)])).toEqual([hours(12, 13), hours(14, 15)])
    expect(intersection([hours(8, 12)], [hours(12, 20)])).toEqual([])
    expect(intersection([hours(8, 12)], [])).toEqual([])
  })

  it('hold exactly the minutes of both, whatever they are', () => {
    const spans = fc.uniqueArray(fc.integer({ min: 0, max: 1_440 }), { minLength: 2, maxLength: 6 }).map((edges) => {
      const ordered = edges.sort((a, b) => a - b)
      return ordered.flatMap((from, index) => {
        const until = ordered[index + 1]
        return index % 2 === 0 && until !== undefined ? [{ from, until }] : []
      })
    })
    const holds = (list: Span[], minute: number) => list.some(({ from, until }) => from <= minute && minute < until)
    fc.assert(
      fc.property(spans, spans, fc.integer({ min: 0, max: 1_439 }), (one, other, minute) => {
        const both = intersection(one, other)
        expect(holds(both, minute)).toBe(holds(one, minute) && holds(other, minute))
        expect(intersection(other, one)).toEqual(both)
      }),
    )
  })
})

describe('the rules of a place', () => {
  it('are those of the country and of the state', () => {
    expect(rowsAbout(table, { country: 'US', region: 'FL' })).toEqual([federal, florida])
    expect(rowsAbout(table, { country: 'US', region: null })).toEqual([federal])
    expect(rowsAbout(table, { country: 'US', region: 'CA' })).toEqual([federal])
  })

  it('hold in territories that a row names too', () => {
    expect(rowsAbout(table, { country: 'PR', region: null })).toEqual([federal])
  })

  it('are the default where no row names the country', () => {
    expect(rowsAbout(table, { country: 'SE', region: null })).toEqual([elsewhere])
  })

  it('change on the day on which a new one comes into force', () => {
    const on = (day: string) =>
      weekOf(rowsAbout(table, { country: 'US', region: 'PA' }).filter((each) => inForce(each, day)))
    expect(on('2026-10-17').sunday).toEqual([hours(8, 21)])
    expect(on('2026-10-18').sunday).toEqual([])
    expect(on('2026-10-18').monday).toEqual([hours(9, 19)])
  })

  it('leave in Florida 8 to 20 on every day', () => {
    const week = weekOf([federal, florida])
    expect(Object.values(week)).toEqual(Array(7).fill([hours(8, 20)]))
  })

  it('list the states that have some of their own, once each', () => {
    const names = regionsWithRules(table, 'US', '2026-11-01').map((each) => each.name)
    expect(names).toEqual(['US-FL', 'US-PA', 'US-TX'])
  })
})

describe('hours in words', () => {
  it('name the spans of a day', () => {
    expect(spanWords([hours(10, 13), hours(14, 20)])).toBe('10:00 to 13:00 and 14:00 to 20:00')
    expect(spanWords([])).toBe('')
  })

  it('say a week no longer than it is', () => {
    expect(rowWords(florida)).toBe('Every day 08:00 to 20:00')
    expect(rowWords(texas)).toBe('Monday to Saturday 09:00 to 21:00, Sunday 12:00 to 21:00')
    expect(rowWords(france)).toBe('Monday to Friday 10:00 to 13:00 and 14:00 to 20:00, Saturday and Sunday none')
    expect(rowWords(row('DE', [hours(9, 20)], { saturday: [hours(10, 16)], sunday: [] }))).toBe(
      'Monday to Friday 09:00 to 20:00, Saturday 10:00 to 16:00, Sunday none',
    )
  })

  it('know the day where the browser is', () => {
    expect(localDay(new Date('2026-11-03T23:59:00-05:00'))).toBe('2026-11-03')
  })
})

describe('the table', () => {
  const names = (rows: QuietHoursRow[]) => rows.map((each) => each.jurisdiction)
  const nameOf = (each: QuietHoursRow) => each.name

  it('is sorted by name, or by how few hours a day has', () => {
    expect(names(sorted([texas, federal, florida], 'place', false, nameOf))).toEqual(['US', 'US-FL', 'US-TX'])
    expect(names(sorted([federal, florida, france], 'saturday', false, nameOf))).toEqual(['FR', 'US-FL', 'US'])
    expect(names(sorted([federal, florida, france], 'saturday', true, nameOf))).toEqual(['US', 'US-FL', 'FR'])
  })
})
