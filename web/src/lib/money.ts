import type { Money } from '@/api/types'

/** In the currency's own number of decimals: `minor` is cents for USD, whole yen for JPY. */
export function money({ minor, currency }: Money): string {
  try {
    const formatter = new Intl.NumberFormat('en-US', { style: 'currency', currency })
    const decimals = formatter.resolvedOptions().maximumFractionDigits ?? 2
    return formatter.format(minor / 10 ** decimals)
  } catch {
    return `${minor} ${currency}`
  }
}
