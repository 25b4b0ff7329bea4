import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { fieldErrors } from '@/api/field-errors'
import { explain } from '@/api/problem'
import { agentsQuery, keys } from '@/api/queries'
import { addAgent, changeAgent, type NewAgent } from '@/api/settings'
import type { Agent, Id, Role } from '@/api/types'
import { Avatar } from '@/ui/avatar'
import { Button } from '@/ui/button'
import { Chip } from '@/ui/chip'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Dialog } from '@/ui/dialog'
import { SelectField, TextField } from '@/ui/field'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice } from '@/ui/state-notice'
import { tell } from '@/ui/toast'

const roles: Record<Role, { name: string; may: string }> = {
  admin: { name: 'Administrator', may: 'Everything, agents and settings too.' },
  agent: { name: 'Agent', may: 'Answers customers.' },
  auditor: { name: 'Auditor', may: 'Reads everything, changes nothing.' },
}

type Open = { dialog: 'none' } | { dialog: 'add' } | { dialog: 'edit' | 'deactivate'; agent: Agent }

export function AgentsSection({ me, readOnly }: { me: Id; readOnly: boolean }) {
  const agents = useQuery(agentsQuery())
  const [open, setOpen] = useState<Open>({ dialog: 'none' })
  const close = () => setOpen({ dialog: 'none' })

  if (agents.isPending) return <SkeletonRows rows={5} label="Loading agents" />
  if (agents.isError)
    return <FailedNotice what="The agents" error={agents.error} onRetry={() => void agents.refetch()} />

  return (
    <div className="space-y-4">
      <ul className="divide-y divide-line rounded-md border border-line bg-surface">
        {agents.data.map((agent) => (
          <li key={agent.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
            <Avatar name={agent.name} seed={agent.id} />
            <div className="min-w-32 flex-1">
              <p className="flex items-center gap-2 font-medium">
                <span className="truncate">{agent.name}</span>
                {agent.id === me && <Chip>You</Chip>}
                {!agent.active && <Chip tone="held">Deactivated</Chip>}
              </p>
              <p className="truncate text-xs text-ink-muted">{agent.email}</p>
            </div>
            <span className="w-28 text-ink-muted" title={roles[agent.role].may}>
              {roles[agent.role].name}
            </span>
            {!readOnly && (
              <div className="flex gap-1">
                <Button
                  size="sm"
                  look="quiet"
                  aria-label={`Edit ${agent.name}`}
                  onClick={() => setOpen({ dialog: 'edit', agent })}
                >
                  Edit
                </Button>
                {agent.active ? (
                  <Button
                    size="sm"
                    look="quiet"
                    aria-label={`Deactivate ${agent.name}`}
                    disabled={agent.id === me}
                    onClick={() => setOpen({ dialog: 'deactivate', agent })}
                  >
                    Deactivate
                  </Button>
                ) : (
                  <Reactivate agent={agent} />
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      {!readOnly && (
        <Button onClick={() => setOpen({ dialog: 'add' })}>
          <Plus size={16} aria-hidden /> Add an agent
        </Button>
      )}
      {open.dialog === 'add' && <AddAgent onClose={close} />}
      {open.dialog === 'edit' && <EditAgent agent={open.agent} own={open.agent.id === me} onClose={close} />}
      {open.dialog === 'deactivate' && <DeactivateAgent agent={open.agent} onClose={close} />}
    </div>
  )
}

function useAgentChange(done: string, onDone?: () => void) {
  const client = useQueryClient()
  return {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.agents })
      tell(done)
      onDone?.()
    },
  }
}

function AddAgent({ onClose }: { onClose: () => void }) {
  const [agent, setAgent] = useState<NewAgent>({ name: '', email: '', role: 'agent', password: '' })
  const adding = useMutation({ mutationFn: addAgent, ...useAgentChange(`${agent.name} can sign in now`, onClose) })
  const change = (part: Partial<NewAgent>) => setAgent({ ...agent, ...part })
  const errors = fieldErrors(adding.error, ['name', 'email', 'password'], 'password')
  return (
    <Dialog title="Add an agent" open onClose={onClose}>
      <form
        className="space-y-4 pb-3"
        onSubmit={(event) => {
          event.preventDefault()
          adding.mutate(agent)
        }}
      >
        <TextField
          label="Name"
          required
          error={errors.name}
          autoComplete="off"
          value={agent.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <TextField
          label="E-mail"
          type="email"
          error={errors.email}
          required
          autoComplete="off"
          value={agent.email}
          onChange={(event) => change({ email: event.target.value })}
        />
        <RoleField value={agent.role} onChange={(role) => change({ role })} />
        <TextField
          label="First password"
          type="password"
          required
          autoComplete="new-password"
          hint="Tell it to them in person. They change it under Your account."
          error={errors.password}
          value={agent.password}
          onChange={(event) => change({ password: event.target.value })}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={adding.isPending}>
            Add
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function EditAgent({ agent, own, onClose }: { agent: Agent; own: boolean; onClose: () => void }) {
  const [name, setName] = useState(agent.name)
  const [role, setRole] = useState(agent.role)
  const saving = useMutation({
    mutationFn: () => changeAgent(agent.id, { name, role }),
    ...useAgentChange('Saved', onClose),
  })
  return (
    <Dialog title={`Edit ${agent.name}`} open onClose={onClose}>
      <form
        className="space-y-4 pb-3"
        onSubmit={(event) => {
          event.preventDefault()
          saving.mutate()
        }}
      >
        <TextField
          label="Name"
          required
          error={saving.isError ? explain(saving.error) : undefined}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <RoleField value={role} onChange={setRole} disabled={own} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={saving.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function RoleField({ value, onChange, disabled }: { value: Role; onChange: (role: Role) => void; disabled?: boolean }) {
  return (
    <SelectField
      label="Role"
      hint={disabled ? 'Nobody takes their own role away; ask another administrator.' : roles[value].may}
      disabled={disabled}
      value={value}
      onChange={(event) => onChange(event.target.value as Role)}
    >
      {Object.entries(roles).map(([role, { name }]) => (
        <option key={role} value={role}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}

function DeactivateAgent({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const deactivating = useMutation({
    mutationFn: () => changeAgent(agent.id, { active: false }),
    ...useAgentChange(`${agent.name} was signed out`, onClose),
  })
  return (
    <ConfirmDialog
      title={`Deactivate ${agent.name}?`}
      confirm="Deactivate"
      destructive
      busy={deactivating.isPending}
      open
      onConfirm={() => deactivating.mutate()}
      onClose={onClose}
    >
      They are signed out everywhere at once and cannot sign in again until you let them back in. What they wrote stays.
      {deactivating.isError && <p className="text-danger-ink">{explain(deactivating.error)}</p>}
    </ConfirmDialog>
  )
}

function Reactivate({ agent }: { agent: Agent }) {
  const reactivating = useMutation({
    mutationFn: () => changeAgent(agent.id, { active: true }),
    ...useAgentChange(`${agent.name} can sign in again`),
  })
  return (
    <Button
      size="sm"
      look="quiet"
      aria-label={`Let ${agent.name} back in`}
      busy={reactivating.isPending}
      onClick={() => reactivating.mutate()}
    >
      Let back in
    </Button>
  )
}
