/**
 * Shortcuts are written `mod+k`, `shift+e`, `?`, or as a sequence `g i`. `mod` is Cmd on a Mac and Ctrl elsewhere.
 */
export interface Stroke {
  key: string
  mod: boolean
  shift: boolean
  alt: boolean
}

type KeyLike = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** How long the second key of a sequence is waited for. */
export const sequenceTimeoutMs = 1_200

export function strokeOf(event: KeyLike): Stroke {
  return { key: event.key.toLowerCase(), mod: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey }
}

function matchesOne(pattern: string, stroke: Stroke): boolean {
  const parts = pattern.split('+')
  const key = parts.at(-1) ?? ''
  // A sign such as "?" needs Shift on some keyboards and not on others, so only letters care about it.
  const isLetter = /^[a-z]$/.test(key)
  const named = key.length > 1
  return (
    stroke.key === key &&
    stroke.mod === parts.includes('mod') &&
    stroke.alt === parts.includes('alt') &&
    ((!isLetter && !named) || stroke.shift === parts.includes('shift'))
  )
}

export type Match = 'full' | 'prefix' | 'none'

/** Whether the strokes so far are the shortcut, or its beginning. */
export function matchKeys(keys: string, strokes: Stroke[]): Match {
  const patterns = keys.split(' ')
  if (strokes.length === 0 || strokes.length > patterns.length) return 'none'
  const fits = strokes.every((stroke, index) => matchesOne(patterns[index] ?? '', stroke))
  if (!fits) return 'none'
  return strokes.length === patterns.length ? 'full' : 'prefix'
}

const isMac = () => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

export function readableKeys(keys: string): string[] {
  const names: Record<string, string> = {
    mod: isMac() ? '⌘' : 'Ctrl',
    shift: isMac() ? '⇧' : 'Shift',
    alt: 'Alt',
    enter: 'Enter',
    escape: 'Esc',
  }
  return keys.split(/[ +]/).map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
}
