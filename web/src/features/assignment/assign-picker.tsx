import { useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { agentsQuery, boxesQuery } from '@/api/queries'
import type { Me, Row } from '@/api/types'
import { assign } from '@/commands/conversation-actions'
import { closeOverlay } from '@/commands/overlay'
import { Avatar } from '@/ui/avatar'
import { Picker } from '@/ui/picker'

/** An administrator gives a conversation to anybody; an agent takes it or hands it back. */
export function AssignPicker({ me, rows }: { me: Me; rows: Row[] }) {
  const agents = useQuery(agentsQuery()).data ?? []
  const store = rows[0]?.store ?? ''
  const load = useQuery({ ...boxesQuery(store), enabled: store !== '' }).data?.agents
  const owners = new Set(rows.map((row) => row.assignee))
  const eligible = agents.filter(
    (agent) => agent.active && agent.role !== 'auditor' && (me.role === 'admin' || agent.id === me.id),
  )
  const mineFirst = [...eligible].sort((a, b) => Number(b.id === me.id) - Number(a.id === me.id))
  return (
    <Picker
      title={rows.length === 1 ? 'Assign the conversation' : `Assign ${rows.length} conversations`}
      placeholder="Whose is it?"
      open
      onClose={closeOverlay}
      choices={[
        ...mineFirst.map((agent) => {
          const open = load?.find((entry) => entry.agent === agent.id)?.total
          return {
            id: agent.id,
            label: agent.id === me.id ? `${agent.name} (you)` : agent.name,
            icon: <Avatar name={agent.name} seed={agent.id} size="sm" />,
            hint: open === undefined ? undefined : `${open} open`,
            checked: owners.size === 1 && owners.has(agent.id),
            run: () => void assign(rows, agent.id, agent.name),
          }
        }),
        {
          id: 'nobody',
          label: 'Nobody: back to the inbox',
          icon: <Inbox size={20} aria-hidden />,
          checked: owners.size === 1 && owners.has(null),
          run: () => void assign(rows, null, ''),
        },
      ]}
    />
  )
}
