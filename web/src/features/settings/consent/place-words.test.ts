import { describe, expect, it } from 'vitest'
import { placeWords } from './place-words'

describe('where a number may be', () => {
  const zones = ['America/New_York']
  it.each([
    [{ country: 'US', regions: ['FL'], zones, basis: 'area_code' }, 'Florida, United States'],
    [{ country: 'US', regions: ['TX', 'OK'], zones, basis: 'area_code' }, 'Texas or Oklahoma, United States'],
    [
      { country: 'US', regions: [], zones: [...zones, 'America/Denver'], basis: 'country' },
      'Somewhere in the United States',
    ],
    [{ country: 'FR', regions: [], zones: ['Europe/Paris'], basis: 'country' }, 'France'],
    [{ country: 'GB', regions: [], zones: ['Europe/London'], basis: 'country' }, 'United Kingdom'],
    [{ country: null, regions: [], zones: [], basis: 'unknown' }, 'Nobody knows where'],
    [{ country: null, regions: [], zones, basis: 'contact_zone' }, 'Somewhere in the time zone'],
    [
      { country: 'US', regions: ['FL', 'TX', 'OK', 'NY', 'CA'], zones, basis: 'contact_zone' },
      'One of 5 states of the United States',
    ],
  ] as const)('%j is "%s"', (place, where) => {
    expect(placeWords({ ...place, regions: [...place.regions], zones: [...place.zones] }).where).toBe(where)
  })
})
