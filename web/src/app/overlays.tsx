import type { Me } from '@/api/types'
import { overlay } from '@/commands/overlay'
import { HelpSheet, Palette } from '@/commands/palette'
import { AssignPicker } from '@/features/assignment/assign-picker'
import { ConfirmMarkDialog } from '@/features/assignment/confirm-mark-dialog'
import { OptInDialog, OptOutDialog } from '@/features/assignment/consent-dialogs'
import { LabelPicker } from '@/features/assignment/label-picker'
import { NewConversationDialog } from '@/features/assignment/new-conversation-dialog'
import { SnoozePicker } from '@/features/assignment/snooze-picker'
import { EraseDialog } from '@/features/erasure/erase-dialog'
import { useStore } from '@/lib/store'
import { useCurrentStore } from './current-store'
import { useDemo } from './demo'

/** The one sheet over everything. Its code is fetched when the first one opens. */
export default function Overlays({ me }: { me: Me }) {
  const now = useStore(overlay)
  const demo = useDemo()
  const store = useCurrentStore()
  switch (now?.kind) {
    case undefined:
      return null
    case 'palette':
      return <Palette me={me} demo={demo} />
    case 'help':
      return <HelpSheet />
    case 'new_conversation':
      return store && <NewConversationDialog store={store} />
    case 'assign':
      return <AssignPicker me={me} rows={now.rows} />
    case 'snooze':
      return <SnoozePicker rows={now.rows} />
    case 'label':
      return <LabelPicker rows={now.rows} />
    case 'opt_out':
      return <OptOutDialog row={now.row} />
    case 'opt_in':
      return <OptInDialog row={now.row} />
    case 'erase':
      return <EraseDialog row={now.row} />
    case 'confirm_mark':
      return <ConfirmMarkDialog rows={now.rows} unread={now.unread} owner={now.owner} />
  }
}
