import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { describe, expect, it } from 'vitest'
import { countSegments } from './segments'

/** Twilio's own calculator. */
const oracle = (text: string) => new SegmentedMessage(text, 'auto').segmentsCount

describe('the number of segments', () => {
  it.each([
    ['', 0],
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['👋'.repeat(35), 1],
    ['👋'.repeat(36), 2],
    [`${'a'.repeat(152)}€${'a'.repeat(20)}`, 2],
    ['“quoted”', 1],
    ['a'.repeat(1600), 11],
  ])('of %j is %i', (text, expected) => {
    expect(countSegments(text).segments).toBe(expected)
  })

  it('agrees with the calculator of the carrier on plain texts', () => {
    const character = fc.constantFrom(...'abc XYZ 019 é€[]^~{}|\\@£ñÄ\n.,!?')
    fc.assert(
      fc.property(fc.array(character, { minLength: 1, maxLength: 500 }), (characters) => {
        const text = characters.join('')
        expect(countSegments(text).segments).toBe(oracle(text))
      }),
    )
  })

  it('agrees with the calculator of the carrier on texts with emoji and other scripts', () => {
    const character = fc.constantFrom(...['a', ' ', '“', '’', '😀', '👋', 'ж', '日', 'ą', '€', '\n'])
    fc.assert(
      fc.property(fc.array(character, { minLength: 1, maxLength: 300 }), (characters) => {
        const text = characters.join('')
        expect(countSegments(text).segments).toBe(oracle(text))
      }),
    )
  })

  it('says what is left of the last segment', () => {
    expect(countSegments('hello')).toEqual({ encoding: 'GSM-7', segments: 1, left: 155 })
    expect(countSegments('hé😀')).toEqual({ encoding: 'UCS-2', segments: 1, left: 66 })
  })
})
