import { describe, expect, it } from 'vitest'
import type { LimitsPack } from '@/api/sending'
import { consentWords, countryLimit, firstTextWords, limitLines, listed, packOf, withoutEffect } from './limits'

const own = "Threadkeep's own"
const unitedStates: LimitsPack = {
  country: 'US',
  name: 'the United States',
  also: ['PR'],
  limits: [
    { of: 'marketing', at_most: 2, per: 'day', regions: [], source: own },
    { of: 'marketing', at_most: 6, per: 'week', regions: [], source: own },
    { of: 'automated', at_most: 6, per: 'day', regions: [], source: own },
    { of: 'marketing', at_most: 1, per: '24_hours', regions: ['FL', 'OK'], source: 'Fla. Stat. 501.616(6)(b)' },
  ],
  minimum_gap: { marketing: 60, order: 1, source: own },
  cart: { at_most: 1, within_hours: 48, consent_must_name_carts: true, source: 'CTIA' },
  stale_after: { cart: 2_880, campaign: 1_440, order: 1_440, reply: 4_320, auto_reply: 720, source: own },
  live_exchange: { reply: 1_440, source: own },
  marketing_consent: 'express_written',
  consent_source: '47 CFR 64.1200',
  first_message: ['store_name', 'frequency', 'how_to_stop'],
  first_message_source: 'CTIA',
  footer: null,
  note: null,
  sure: true,
}
const elsewhere: LimitsPack = { ...unitedStates, country: null, also: [], marketing_consent: 'express', limits: [] }
const names: Record<string, string> = { FL: 'Florida', OK: 'Oklahoma' }
const words = (region: string | null) =>
  limitLines(unitedStates, region, (code) => names[code] ?? code).map(({ name, says }) => `${name}: ${says}`)

describe('the limits of a country', () => {
  it('are found by the country, by a territory, and else by default', () => {
    expect(packOf([unitedStates, elsewhere], 'US')).toBe(unitedStates)
    expect(packOf([unitedStates, elsewhere], 'PR')).toBe(unitedStates)
    expect(packOf([unitedStates, elsewhere], 'SE')).toBe(elsewhere)
    expect(packOf([], 'SE')).toBeNull()
  })

  it('name the states in which some hold', () => {
    expect(words(null)).toContain('Marketing texts: at most 1 in 24 hours, in Florida and Oklahoma')
    expect(words('FL')).toContain('Marketing texts: at most 1 in 24 hours')
    expect(words('CA').join()).not.toContain('24 hours')
  })

  it('stand together where they stand on one source', () => {
    expect(words('CA')[0]).toBe('Marketing texts: at most 2 a day and 6 a week')
  })

  it('say how often about a cart, and how far apart', () => {
    expect(words(null)).toContain('Cart reminders: once a cart, within 48 hours')
    expect(words(null)).toContain('Between two texts: 1 hour before a marketing text')
  })

  it('say what the first text says and what consent must be', () => {
    expect(firstTextWords(unitedStates)).toBe('who texts, how often and how to stop')
    expect(consentWords(unitedStates)).toContain('must name carts')
    expect(listed(['one'])).toBe('one')
  })
})

describe('a limit of the store', () => {
  it('stands beside the one that holds in the whole country', () => {
    expect(countryLimit(unitedStates, 'marketing_per_day')).toBe(2)
    expect(countryLimit(unitedStates, 'automated_per_week')).toBeNull()
    expect(countryLimit(unitedStates, 'minimum_gap_minutes')).toBe(60)
  })

  it('has no effect where it is looser', () => {
    expect(withoutEffect('marketing_per_day', 3, 2)).toBe(true)
    expect(withoutEffect('marketing_per_day', 1, 2)).toBe(false)
    expect(withoutEffect('minimum_gap_minutes', 30, 60)).toBe(true)
    expect(withoutEffect('minimum_gap_minutes', 90, 60)).toBe(false)
    expect(withoutEffect('automated_per_week', 5, null)).toBe(false)
  })
})
