import { describe, expect, it } from 'vitest'
import { afterIn, countries, readWhere } from './places'

describe('places', () => {
  it('are named as people name them', () => {
    expect(afterIn({ country: 'US', region: 'FL' })).toBe('Florida')
    expect(afterIn({ country: 'US', region: null })).toBe('the United States')
    expect(afterIn({ country: 'FR', region: null })).toBe('France')
  })

  it('are every country of today, once', () => {
    const codes = countries().map(({ code }) => code)
    for (const code of ['US', 'PR', 'GB', 'FR', 'TW', 'ZA', 'JP']) expect(codes).toContain(code)
    for (const code of ['DD', 'SU', 'EU', 'ZZ', 'QX']) expect(codes).not.toContain(code)
    expect(new Set(countries().map(({ name }) => name)).size).toBe(codes.length)
  })

  it('are read from the URL, and a state only in its country', () => {
    expect(readWhere('US', 'FL')).toEqual({ country: 'US', region: 'FL' })
    expect(readWhere('FR', 'FL')).toEqual({ country: 'FR', region: null })
    expect(readWhere('nowhere', undefined)).toEqual({ country: 'US', region: null })
  })
})
