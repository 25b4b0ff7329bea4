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
    expect(heldWords(held, 'America/New_York', now)).toBe('Held until tomorrow at 08:00: quiet hours where they are')
    const ours = 'Held until tomorrow at 08:00 your time: quiet hours where they are'
    expect(heldWords(held, null, now)).toBe(ours)
    expect(heldWords(held, 'No/Where', now)).toBe(ours)
  })

  it('is short on the same day', () => {
    const gap = { held_reason: 'minimum_gap', due: '2026-11-03T22:10:00-05:00' } as const
    expect(heldWords(gap, null, now)).toBe('Held until 22:10 your time: too soon after the last text')
  })

  it('does without a moment', () => {
    expect(heldWords({ held_reason: 'cap', due: null }, null, now)).toBe('Held: enough texts for now')
  })
})
