// The store's own rules for sending: what can be saved, and what to point out. Pure.

import type { SendingRules } from '@/api/types'

/** As the server finds the naming of carts in the words of a consent. */
const cartWords = [
  'cart',
  'basket',
  'panier',
  'warenkorb',
  'einkaufswagen',
  'carrito',
  'carrinho',
  'cesta',
  'carrello',
  'winkelwagen',
  'winkelmand',
  'koszyk',
  'varukorg',
  'indkøbskurv',
  'handlekurv',
  'ostoskori',
  'košík',
  'kosár',
  'sepet',
  'カート',
]

export function namesCarts(wording: string): boolean {
  const lower = wording.toLowerCase()
  return cartWords.some((word) => lower.includes(word))
}

const whole = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value <= most

export const isLimit = (cap: number | null): boolean => cap === null || whole(cap, 100_000)
export const isRate = (permille: number): boolean => whole(permille, 1_000)

/** Why the rules cannot be saved yet, in a sentence, or `null`. */
export function sendingRulesProblem(rules: SendingRules): string | null {
  if (!Object.values(rules.caps).every(isLimit)) return 'A limit is a whole number, or empty.'
  if (!isRate(rules.opt_out_threshold_permille)) return 'The opt-out rate lies between 0 and 100 %.'
  if ([...rules.frequency].length > 60) return 'How often is said in at most 60 characters.'
  if ([...rules.checkout_wording].length > 2_000) return 'The words at the checkout have at most 2,000 characters.'
  return null
}

/** `25` thousandths are shown as `2.5` percent, and read back without a rest. */
export const percentOf = (permille: number): number => permille / 10
export const permilleOf = (percent: number): number => Math.round(percent * 10)
