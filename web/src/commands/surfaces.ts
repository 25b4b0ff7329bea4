import { useLayoutEffect } from 'react'
import type { Row } from '@/api/types'
import { createStore } from '@/lib/store'

/** What is on the screen right now and can be told to do something. Features offer it, commands use it. */
export interface Surfaces {
  list?: {
    moveCursor: (by: 1 | -1) => void
    openCursor: () => void
    toggleSelected: () => void
    clearSelection: () => void
    /** Opens the row after the given one, or before it at the end; none left closes the thread. */
    openNeighbour: (of: Row) => void
    cursor: Row | null
    selection: Row[]
  }
  conversation?: {
    row: Row
    toggleDetails: () => void
  }
  composer?: {
    reply: () => void
    note: () => void
  }
  search?: {
    focus: () => void
  }
}

export const surfaces = createStore<Surfaces>({})

/** Offers a part of the screen to the commands for as long as it is shown. `surface` must be memoised. */
export function useSurface<K extends keyof Surfaces>(name: K, surface: Surfaces[K] | undefined) {
  // Before the first paint: a key pressed at the sight of the composer must find it.
  useLayoutEffect(() => {
    surfaces.set((now) => ({ ...now, [name]: surface }))
    return () => surfaces.set((now) => (now[name] === surface ? { ...now, [name]: undefined } : now))
  }, [name, surface])
}
