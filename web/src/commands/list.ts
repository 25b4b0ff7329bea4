import { boxes } from '@/app/boxes'
import { pages } from '@/app/pages'
import { chooseTheme, theme } from '@/app/theme'
import type { Command, CommandContext } from './command'
import * as actions from './conversation-actions'
import { showOverlay } from './overlay'

const always = () => true
const onRows = ({ canWrite, targets }: CommandContext) => canWrite && targets.length > 0
const first = ({ targets }: CommandContext) => targets[0]

/** Marking by hand what belongs to somebody else changes what they see as new, so it is confirmed first. */
function mark({ me, targets }: CommandContext) {
  const unread = targets.some((row) => row.unread === 0)
  const foreign = targets.find((row) => row.assignee !== null && row.assignee !== me.id)
  if (foreign?.assignee) showOverlay({ kind: 'confirm_mark', rows: targets, unread, owner: foreign.assignee })
  else void actions.mark(targets, unread)
}

const goToBoxes: Command[] = boxes.map(({ box, name, keys }) => ({
  id: `go_${box}`,
  label: `Go to ${name}`,
  group: 'Go to',
  keys,
  available: always,
  run: ({ navigate }) =>
    void navigate({ to: '/inbox/$box/{-$conversation}', params: { box, conversation: undefined }, search: {} }),
}))

const goToPages: Command[] = pages.map(({ to, name, visible }) => ({
  id: `go_${name.toLowerCase()}`,
  label: `Go to ${name}`,
  group: 'Go to',
  available: ({ me, demo }) => visible(me, demo),
  run: ({ navigate }) => void navigate({ to }),
}))

const inList: Command[] = [
  {
    id: 'next',
    label: 'Next conversation',
    group: 'List',
    keys: 'j',
    keyOnly: true,
    available: ({ surfaces }) => Boolean(surfaces.list),
    run: ({ surfaces }) => surfaces.list?.moveCursor(1),
  },
  {
    id: 'previous',
    label: 'Previous conversation',
    group: 'List',
    keys: 'k',
    keyOnly: true,
    available: ({ surfaces }) => Boolean(surfaces.list),
    run: ({ surfaces }) => surfaces.list?.moveCursor(-1),
  },
  {
    id: 'open',
    label: 'Open the conversation',
    group: 'List',
    keys: 'enter',
    keyOnly: true,
    available: ({ surfaces }) => Boolean(surfaces.list?.cursor),
    run: ({ surfaces }) => surfaces.list?.openCursor(),
  },
  {
    id: 'select',
    label: 'Select the conversation',
    group: 'List',
    keys: 'x',
    keyOnly: true,
    available: ({ surfaces }) => Boolean(surfaces.list?.cursor),
    run: ({ surfaces }) => surfaces.list?.toggleSelected(),
  },
  {
    id: 'clear_selection',
    label: 'Clear the selection',
    group: 'List',
    keys: 'escape',
    available: ({ surfaces }) => (surfaces.list?.selection.length ?? 0) > 0,
    run: ({ surfaces }) => surfaces.list?.clearSelection(),
  },
  {
    id: 'search',
    label: 'Search conversations',
    group: 'List',
    keys: '/',
    words: 'find name number text',
    available: ({ surfaces }) => Boolean(surfaces.search),
    run: ({ surfaces }) => surfaces.search?.focus(),
  },
]

const replying: Command[] = [
  {
    id: 'reply',
    label: 'Reply',
    group: 'Reply',
    keys: 'r',
    available: ({ surfaces }) => Boolean(surfaces.composer),
    run: ({ surfaces }) => surfaces.composer?.reply(),
  },
  {
    id: 'note',
    label: 'Write a note',
    group: 'Reply',
    keys: 'n',
    available: ({ surfaces, canWrite }) => canWrite && Boolean(surfaces.composer),
    run: ({ surfaces }) => surfaces.composer?.note(),
  },
]

const onConversations: Command[] = [
  {
    id: 'close',
    label: 'Close',
    group: 'Conversation',
    keys: 'e',
    words: 'done archive resolve',
    available: (context) => onRows(context) && context.targets.some((row) => row.box !== 'closed'),
    run: ({ targets, surfaces }) => {
      void actions.closeConversations(targets)
      surfaces.list?.clearSelection()
    },
  },
  {
    id: 'close_and_next',
    label: 'Close and open the next',
    group: 'Conversation',
    keys: 'shift+e',
    available: (context) => onRows(context) && Boolean(context.surfaces.list),
    run: (context) => {
      const row = first(context)
      if (!row) return
      context.surfaces.list?.openNeighbour(row)
      void actions.closeConversations(context.targets)
    },
  },
  {
    id: 'reopen',
    label: 'Reopen',
    group: 'Conversation',
    available: (context) => onRows(context) && (first(context)?.box === 'closed' || first(context)?.box === 'snoozed'),
    run: (context) => {
      const row = first(context)
      if (row) void actions.reopen(row)
    },
  },
  {
    id: 'assign',
    label: 'Assign',
    group: 'Conversation',
    keys: 'a',
    words: 'give owner agent hand back',
    available: onRows,
    run: ({ targets }) => showOverlay({ kind: 'assign', rows: targets }),
  },
  {
    id: 'take',
    label: 'Take the conversation',
    group: 'Conversation',
    words: 'assign to me mine',
    available: (context) => onRows(context) && first(context)?.assignee !== context.me.id,
    run: (context) => {
      const row = first(context)
      if (row) void actions.take(row)
    },
  },
  {
    id: 'snooze',
    label: 'Snooze',
    group: 'Conversation',
    keys: 's',
    words: 'later remind',
    available: onRows,
    run: ({ targets }) => showOverlay({ kind: 'snooze', rows: targets }),
  },
  {
    id: 'mark',
    label: 'Mark as unread or read',
    group: 'Conversation',
    keys: 'u',
    available: onRows,
    run: mark,
  },
  {
    id: 'label',
    label: 'Label',
    group: 'Conversation',
    keys: 'l',
    words: 'tag',
    available: onRows,
    run: ({ targets }) => showOverlay({ kind: 'label', rows: targets }),
  },
  {
    id: 'give_to_ai',
    label: 'Let the AI answer',
    group: 'Conversation',
    words: 'hand off give back bot automation',
    available: (context) =>
      onRows(context) && first(context)?.controller === 'people' && first(context)?.consent !== 'opted_out',
    run: (context) => {
      const row = first(context)
      if (row) void actions.handOff(row, 'ai')
    },
  },
  {
    id: 'take_over',
    label: 'Take over from the AI',
    group: 'Conversation',
    words: 'hand off bot',
    available: (context) => onRows(context) && first(context)?.controller === 'ai',
    run: (context) => {
      const row = first(context)
      if (row) void actions.handOff(row, 'people')
    },
  },
  {
    id: 'opt_out',
    label: 'Unsubscribe the customer',
    group: 'Conversation',
    words: 'opt out stop',
    available: (context) => onRows(context) && context.targets.length === 1 && first(context)?.consent !== 'opted_out',
    run: (context) => {
      const row = first(context)
      if (row) showOverlay({ kind: 'opt_out', row })
    },
  },
  {
    id: 'details',
    label: 'Show or hide the details',
    group: 'Conversation',
    keys: 'd',
    available: ({ surfaces }) => Boolean(surfaces.conversation),
    run: ({ surfaces }) => surfaces.conversation?.toggleDetails(),
  },
]

const inApp: Command[] = [
  {
    id: 'palette',
    label: 'Command palette',
    group: 'App',
    keys: 'mod+k',
    keyOnly: true,
    available: always,
    run: () => showOverlay({ kind: 'palette' }),
  },
  {
    id: 'help',
    label: 'Keyboard shortcuts',
    group: 'App',
    keys: '?',
    words: 'help keys',
    available: always,
    run: () => showOverlay({ kind: 'help' }),
  },
  {
    id: 'new_conversation',
    label: 'Start a conversation',
    group: 'App',
    keys: 'c',
    words: 'new compose text write',
    available: ({ canWrite }) => canWrite,
    run: () => showOverlay({ kind: 'new_conversation' }),
  },
  {
    id: 'theme',
    label: 'Switch between light and dark',
    group: 'App',
    words: 'theme appearance',
    available: always,
    run: () => {
      const dark =
        theme.get() === 'dark' || (theme.get() === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
      chooseTheme(dark ? 'light' : 'dark')
    },
  },
]

export const commands: Command[] = [...goToBoxes, ...inList, ...replying, ...onConversations, ...goToPages, ...inApp]
