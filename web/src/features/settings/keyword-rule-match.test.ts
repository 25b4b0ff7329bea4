import { describe, expect, it } from 'vitest'
import { matchKeywordRule } from './keyword-rule-match'

const shipping = { name: 'Shipping', words: ['shipping', 'how long'], topic: null }
const returns = { name: 'Returns', words: ['return', 'devolución'], topic: null }
const sizing = { name: 'Sizing', words: [], topic: 'sizing' }
const rules = [shipping, returns, sizing]

describe('trying keyword rules on a text', () => {
  it('finds a word whatever its case and punctuation', () => {
    expect(matchKeywordRule(rules, 'SHIPPING??')).toEqual({ rule: shipping, word: 'shipping' })
  })

  it('finds several words only side by side', () => {
    expect(matchKeywordRule(rules, 'How  long will it take')?.rule).toBe(shipping)
    expect(matchKeywordRule(rules, 'how very long')).toBeNull()
  })

  it('does not find a word inside another', () => {
    expect(matchKeywordRule(rules, 'I returned from holiday')).toBeNull()
  })

  it('does not mind accents on either side', () => {
    expect(matchKeywordRule(rules, 'Una DEVOLUCION, por favor')?.rule).toBe(returns)
  })

  it('lets the first rule that fits answer', () => {
    expect(matchKeywordRule(rules, 'return shipping')?.rule).toBe(shipping)
    expect(matchKeywordRule([returns, shipping], 'return shipping')?.rule).toBe(returns)
  })

  it('leaves topics to the classifier', () => {
    expect(matchKeywordRule(rules, 'does it run small?')).toBeNull()
  })

  it('never matches a rule whose only word is blank', () => {
    expect(matchKeywordRule([{ name: 'Blank', words: ['  '], topic: null }], 'anything at all')).toBeNull()
  })
})
