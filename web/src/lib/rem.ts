/** How many CSS pixels a length of `tokens.css` in rem is for this reader. */
export function tokenPixels(token: `--spacing-${string}`): number {
  const style = getComputedStyle(document.documentElement)
  const length = style.getPropertyValue(token).trim()
  const value = Number.parseFloat(length) || 0
  return length.endsWith('rem') ? value * Number.parseFloat(style.fontSize || '16') : value
}
