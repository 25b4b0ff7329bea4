import { useAgentName } from '@/api/agent-names'
import type { Id, Row } from '@/api/types'
import { mark } from '@/commands/conversation-actions'
import { closeOverlay } from '@/commands/overlay'
import { ConfirmDialog } from '@/ui/confirm-dialog'

/** Marking what somebody else owns changes what is new for them. */
export function ConfirmMarkDialog({ rows, unread, owner }: { rows: Row[]; unread: boolean; owner: Id }) {
  const nameOf = useAgentName()
  const how = unread ? 'unread' : 'read'
  return (
    <ConfirmDialog
      title={`Mark as ${how} for ${nameOf(owner)}?`}
      confirm={`Mark as ${how}`}
      open
      onClose={closeOverlay}
      onConfirm={() => {
        closeOverlay()
        void mark(rows, unread)
      }}
    >
      <p>
        {rows.length === 1 ? 'This conversation belongs' : 'Some of these conversations belong'} to {nameOf(owner)}, who
        will see {rows.length === 1 ? 'it' : 'them'} as {how}.
      </p>
    </ConfirmDialog>
  )
}
