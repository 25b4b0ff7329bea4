/** How the parts of what is shown are called, and what it means that one of them is behind. Pure. */

export interface Standing {
  name: string
  state: 'following' | 'catching_up' | 'failed'
  vital: boolean
  progress?: { seconds_left?: number | null } | null
}

const names: Record<string, string> = {
  conversations: 'Conversations',
  shopping: 'Carts and orders',
  directory: 'Settings and people',
  work: 'Automatic sending and answering',
  events: 'The list of events',
}

const holds: Record<string, string> = {
  conversations: 'Boxes, threads, contacts and search.',
  shopping: 'Carts, orders and short links.',
  directory: 'Stores, people and API keys.',
  work: 'What is to be sent, read and answered.',
  events: 'What auditors look through.',
}

export const viewName = (name: string): string => names[name] ?? name
export const viewHolds = (name: string): string => holds[name] ?? ''

/** Shorter than this is over before it has been read. */
const worthSayingSeconds = 5

/** Whether a person would notice. */
export const isBehind = ({ state, progress }: Standing): boolean =>
  state === 'failed' || (state === 'catching_up' && (progress?.seconds_left ?? 0) >= worthSayingSeconds)

/** `5 seconds`, `3 minutes`, `2 hours`: rounded up, because nobody minds that it took less. */
export function about(seconds: number): string {
  const [amount, unit] =
    seconds < 60 ? [seconds, 'second'] : seconds < 3_600 ? [seconds / 60, 'minute'] : [seconds / 3_600, 'hour']
  const whole = Math.max(1, Math.ceil(amount))
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`
}

const inOneList = (parts: string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

/** One sentence or two for everybody who works here; nothing if nothing is behind. */
export function behindInWords(views: Standing[]): string | null {
  const failed = views.filter(({ state }) => state === 'failed')
  // What catches up needs nobody's attention while something stands still.
  const behind = failed.length > 0 ? failed : views.filter(isBehind)
  const [first] = behind
  if (!first) return null
  const called = behind.map(({ name }, index) => {
    const words = viewName(name)
    return index === 0 ? words : words.charAt(0).toLowerCase() + words.slice(1)
  })
  const one = behind.length === 1 && first.name === 'events'
  const longest = Math.max(...behind.map(({ progress }) => progress?.seconds_left ?? 0))
  const what =
    failed.length > 0
      ? `${inOneList(called)} ${one ? 'stands' : 'stand'} still: what is new there is not shown yet.`
      : `${inOneList(called)} ${one ? 'is' : 'are'} catching up, for about ${about(longest)}.`
  const meaning = behind.some(({ vital }) => vital)
    ? `Texts may wait until ${failed.length > 0 ? 'an operator has looked at it' : 'then'}.`
    : behind.some(({ name }) => name === 'conversations')
      ? 'What you write is sent and kept.'
      : 'Conversations are not affected.'
  return `${what} ${meaning}`
}
