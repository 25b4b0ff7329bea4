import { describe, expect, it } from 'vitest'
import type { SendingRules } from '@/api/types'
import { namesCarts, percentOf, permilleOf, sendingRulesProblem } from './sending-rules'

const rules: SendingRules = {
  caps: {
    marketing_per_day: null,
    marketing_per_week: 4,
    automated_per_day: null,
    automated_per_week: null,
    texts_per_cart: 1,
    cart_within_hours: 24,
    minimum_gap_minutes: 120,
  },
  doubtful_opt_out: 'opt_out',
  double_opt_in: false,
  checkout_wording: '',
  frequency: 'up to 4 msgs/month',
  opt_out_threshold_permille: 30,
}

describe('the words at the checkout', () => {
  it('name carts in the languages the server reads', () => {
    expect(namesCarts('Offers and reminders about my CART')).toBe(true)
    expect(namesCarts('Erinnerungen an meinen Warenkorb')).toBe(true)
    expect(namesCarts('Text me offers')).toBe(false)
    expect(namesCarts('')).toBe(false)
  })
})

describe('rules for sending', () => {
  it('can be saved as they are', () => {
    expect(sendingRulesProblem(rules)).toBeNull()
  })

  it('say what is wrong with them', () => {
    expect(sendingRulesProblem({ ...rules, caps: { ...rules.caps, marketing_per_day: 1.5 } })).toMatch(/whole number/)
    expect(sendingRulesProblem({ ...rules, caps: { ...rules.caps, marketing_per_day: Number.NaN } })).toMatch(/whole/)
    expect(sendingRulesProblem({ ...rules, opt_out_threshold_permille: 1_200 })).toMatch(/100 %/)
    expect(sendingRulesProblem({ ...rules, frequency: 'x'.repeat(61) })).toMatch(/60/)
    expect(sendingRulesProblem({ ...rules, checkout_wording: 'x'.repeat(2_001) })).toMatch(/2,000/)
  })

  it('read a rate back as it was shown', () => {
    for (const permille of [0, 1, 25, 30, 333, 1_000]) expect(permilleOf(percentOf(permille))).toBe(permille)
  })
})
