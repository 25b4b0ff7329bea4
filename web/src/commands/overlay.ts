import type { Id, Row } from '@/api/types'
import { createStore } from '@/lib/store'

/** The one sheet that stands over everything, if any. */
export type Overlay =
  | { kind: 'palette' | 'help' | 'new_conversation' }
  | { kind: 'assign' | 'snooze' | 'label'; rows: Row[] }
  | { kind: 'opt_out' | 'opt_in' | 'erase'; row: Row }
  | { kind: 'confirm_mark'; rows: Row[]; unread: boolean; owner: Id }

export const overlay = createStore<Overlay | null>(null)

export const showOverlay = (next: Overlay) => overlay.set(next)
export const closeOverlay = () => overlay.set(null)
