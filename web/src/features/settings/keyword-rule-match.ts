// Which keyword rule would answer a text, tried while the rules are still being written. Mirrors the server's
// responder: words match whole words, whatever their case or accents, and the first rule that fits answers.

export interface TriedRule {
  name: string
  words: string[]
  topic: string | null
}

/** Letters and digits only, without accents, one space between words and one at each end. */
function folded(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return ` ${bare
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ')} `
}

/** The rule and the word that matched. Rules that go by topic are the classifier's to judge, not the browser's. */
export function matchKeywordRule<R extends TriedRule>(
  rules: readonly R[],
  text: string,
): { rule: R; word: string } | null {
  const haystack = folded(text)
  for (const rule of rules) {
    const word = rule.words.find((candidate) => {
      const needle = folded(candidate)
      return needle.trim() !== '' && haystack.includes(needle)
    })
    if (word !== undefined) return { rule, word }
  }
  return null
}
