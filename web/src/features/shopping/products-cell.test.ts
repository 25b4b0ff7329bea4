import { expect, it } from 'vitest'
import type { LineItem } from '@/api/types'
import { productsLine } from './products-cell'

const item = (title: string, quantity = 1): LineItem => ({
  title,
  quantity,
  variant: null,
  price: { minor: 1000, currency: 'USD' },
  image: null,
})

it('names one product', () => {
  expect(productsLine([item('Linen apron')])).toBe('Linen apron')
})

it('says how many of it', () => {
  expect(productsLine([item('Linen apron', 2)])).toBe('Linen apron × 2')
})

it('counts the pieces that it does not name', () => {
  expect(productsLine([item('Linen apron'), item('Tea towel', 3), item('Napkin')])).toBe('Linen apron + 4 more')
})

it('has words for an empty cart', () => {
  expect(productsLine([])).toBe('No products')
})
