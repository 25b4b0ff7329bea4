/** The icon with a count on it, drawn as SVG so that it is sharp at every size. */
export function badgedIcon(count: number): string {
  const style = getComputedStyle(document.documentElement)
  const ground = style.getPropertyValue('--color-icon').trim()
  const badge = style.getPropertyValue('--color-icon-badge').trim()
  const text = count > 99 ? '99' : String(count)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M7 4h18a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H14l-6.2 4.7A.5.5 0 0 1 7 28.3V24a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4Z" fill="${ground}"/><circle cx="21" cy="21" r="11" fill="${badge}"/><text x="21" y="26" font-family="sans-serif" font-size="14" font-weight="700" text-anchor="middle" fill="white">${text}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
