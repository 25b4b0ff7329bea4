import type { Me, Row } from '@/api/types'
import type { router } from '@/app/router'
import type { Surfaces } from './surfaces'

export interface CommandContext {
  me: Me
  /** Auditors look and change nothing. */
  canWrite: boolean
  demo: boolean
  surfaces: Surfaces
  /** What a command acts on: the selected rows, or the open conversation, or the row under the cursor. */
  targets: Row[]
  navigate: typeof router.navigate
}

export type CommandGroup = 'Go to' | 'List' | 'Conversation' | 'Reply' | 'App'

/** Something an agent can tell the app to do. The palette, the shortcuts and the help sheet all read the same list. */
export interface Command {
  id: string
  label: string
  group: CommandGroup
  /** See `keys.ts`. */
  keys?: string
  /** Other words by which the palette finds it. */
  words?: string
  /** Left out of the palette: only of use as a key. */
  keyOnly?: boolean
  available: (context: CommandContext) => boolean
  run: (context: CommandContext) => void
}

export function contextOf(me: Me, demo: boolean, surfaces: Surfaces, navigate: typeof router.navigate): CommandContext {
  const { list, conversation } = surfaces
  const one = conversation?.row ?? list?.cursor
  const targets = list && list.selection.length > 0 ? list.selection : one ? [one] : []
  return { me, canWrite: me.role !== 'auditor', demo, surfaces, targets, navigate }
}
