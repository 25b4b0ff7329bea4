/** At most two letters for an avatar: of the first and the last word; `#` for a bare number. */
export function initials(name: string | null | undefined): string {
  const words = (name ?? '')
    .trim()
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word))
  const first = words[0]
  if (!first) return '#'
  const last = words.length > 1 ? words[words.length - 1] : undefined
  return [first, last]
    .map((word) => (word ? (word.match(/\p{L}/u)?.[0] ?? '') : ''))
    .join('')
    .toUpperCase()
}

/** The same seed always gets the same one of `count` tints. */
export function tint(seed: string, count: number): number {
  let sum = 0
  for (const character of seed) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return sum % count
}
