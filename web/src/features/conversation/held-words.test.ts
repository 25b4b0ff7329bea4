import { describe, expect, it } from 'vitest'
import { heldWords } from './held-words'

// These tests run in New York.
const now = new Date('2026-11-03T21:30:00-05:00')
const held = { held_reason: 'quiet_hours', due: '2026-11-04T08:00:00-05:00' } as const

describe('a held text', () => {
  it('says until when by the clock of the contact, and by ours', () => {
    expect(heldWords(held, 'America/Chicago', now)).toBe(
      'Held until 07:00 their time, tomorrow at 08:00 yours: quiet hours where they are',
    )
  })

  it('names one clock where both show the same, or theirs is not known', () => {
    const words = 'Held until tomorrow at 08:00: quiet hours where they are'
    expect(heldWords(held, 'America/New_York', now)).toBe(words)
    expect(heldWords(held, null, now)).toBe(words)
    expect(heldWords(held, 'No/Where', now)).toBe(words)
  })

  it('is short on the same day', () => {
    const gap = { held_reason: 'minimum_gap', due: '2026-11-03T22:10:00-05:00' } as const
    expect(heldWords(gap, null, now)).toBe('Held until 22:10: too soon after the last text')
  })

  it('does without a moment', () => {
    expect(heldWords({ held_reason: 'cap', due: null }, null, now)).toBe('Held: enough texts for now')
  })
})
