import { describe, expect, it } from 'vitest'
import { displayNumber, readNumber } from './phone-number'

describe('a number typed into the simulator', () => {
  it('may be formatted in any way', () => {
    for (const text of ['(415) 555-0199', '415.555.0199', '1 415 555 0199', '+1 415-555-0199', '4155550199']) {
      expect(readNumber(text)).toBe('+14155550199')
    }
  })

  it('may be of another country, with its code', () => {
    expect(readNumber('+49 170 1234567')).toBe('+491701234567')
  })

  it('is none while it is a name or not complete', () => {
    for (const text of ['', 'Maya', '415', '+1', '555 0199', 'call 4155550199']) expect(readNumber(text)).toBeNull()
  })
})

it('shows a North American number as people there write it, and others as they are', () => {
  expect(displayNumber('+14155550199')).toBe('(415) 555-0199')
  expect(displayNumber('+491701234567')).toBe('+491701234567')
})
