import { useSyncExternalStore } from 'react'

/** The same widths as the breakpoints in `tokens.css`. */
export const widths = { medium: '(min-width: 48rem)', wide: '(min-width: 75rem)' } as const

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}
