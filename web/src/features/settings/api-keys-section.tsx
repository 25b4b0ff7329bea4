import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { explain } from '@/api/problem'
import { type ApiKey, apiKeysQuery, issueApiKey, revokeApiKey, type Scope } from '@/api/settings'
import { Button } from '@/ui/button'
import { Chip } from '@/ui/chip'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Dialog } from '@/ui/dialog'
import { CheckboxField, TextField } from '@/ui/field'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice } from '@/ui/state-notice'
import { tell, tellFailure } from '@/ui/toast'

const scopes: { scope: Scope; name: string; may: string }[] = [
  { scope: 'read', name: 'Read', may: 'Conversations, contacts, carts, orders and settings.' },
  { scope: 'write', name: 'Write', may: 'Send, schedule, cancel, assign, close, note, opt out.' },
  { scope: 'events', name: 'Events', may: 'The event feed, from any position.' },
]

type Open = { dialog: 'none' | 'issue' } | { dialog: 'revoke'; key: ApiKey }

export function ApiKeysSection() {
  const apiKeys = useQuery(apiKeysQuery())
  const [open, setOpen] = useState<Open>({ dialog: 'none' })
  const close = () => setOpen({ dialog: 'none' })

  if (apiKeys.isPending) return <SkeletonRows rows={3} label="Loading API keys" />
  if (apiKeys.isError) {
    return <FailedNotice what="The API keys" error={apiKeys.error} onRetry={() => void apiKeys.refetch()} />
  }
  return (
    <div className="space-y-4">
      {apiKeys.data.length === 0 ? (
        <p className="text-ink-muted">No keys yet. A program signs in with one instead of a person.</p>
      ) : (
        <ul className="divide-y divide-line rounded-md border border-line bg-surface">
          {apiKeys.data.map((key) => (
            <li key={key.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
              <KeyRound size={16} aria-hidden className="text-ink-muted" />
              <div className="min-w-32 flex-1">
                <p className="truncate font-medium">{key.name}</p>
                <p className="truncate font-mono text-xs text-ink-muted">tk_{key.id.slice(0, 8)}…</p>
              </div>
              <span className="flex gap-1">
                {scopes
                  .filter(({ scope }) => key.scopes.includes(scope))
                  .map(({ scope, name }) => (
                    <Chip key={scope}>{name}</Chip>
                  ))}
              </span>
              <Button
                size="sm"
                look="quiet"
                aria-label={`Revoke ${key.name}`}
                onClick={() => setOpen({ dialog: 'revoke', key })}
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button onClick={() => setOpen({ dialog: 'issue' })}>
        <Plus size={16} aria-hidden /> Issue a key
      </Button>
      <p className="text-ink-muted">
        The API is described at{' '}
        <a href="/docs/" className="font-medium text-accent-ink underline-offset-2 hover:underline">
          /docs
        </a>
        .
      </p>
      {open.dialog === 'issue' && <IssueKey onClose={close} />}
      {open.dialog === 'revoke' && <RevokeKey apiKey={open.key} onClose={close} />}
    </div>
  )
}

function IssueKey({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<Scope[]>(['read'])
  const issuing = useMutation({
    mutationFn: () => issueApiKey(name, chosen),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery().queryKey }),
  })
  if (issuing.data) return <ShowSecret name={issuing.data.name} secret={issuing.data.secret} onClose={onClose} />
  return (
    <Dialog title="Issue an API key" open onClose={onClose}>
      <form
        className="space-y-4 pb-3"
        onSubmit={(event) => {
          event.preventDefault()
          issuing.mutate()
        }}
      >
        <TextField
          label="Name"
          hint="Which program uses it, such as “Warehouse sync”."
          required
          maxLength={120}
          error={issuing.isError ? explain(issuing.error) : undefined}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <fieldset className="space-y-3">
          <legend className="mb-2 text-sm font-medium">What it may do</legend>
          {scopes.map(({ scope, name: label, may }) => (
            <CheckboxField
              key={scope}
              label={label}
              hint={may}
              checked={chosen.includes(scope)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, scope] : chosen.filter((other) => other !== scope))
              }
            />
          ))}
        </fieldset>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={issuing.isPending} disabled={chosen.length === 0}>
            Issue
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function ShowSecret({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const copy = () =>
    navigator.clipboard
      .writeText(secret)
      .then(() => tell('The key was copied'))
      .catch((error: unknown) => tellFailure('The key was not copied: select it and copy it by hand', error))
  return (
    <Dialog
      title={`The key of ${name}`}
      description="Keep it now: it is shown this once and cannot be read again."
      open
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void copy()}>Copy</Button>
          <Button look="primary" onClick={onClose}>
            I kept it
          </Button>
        </>
      }
    >
      <TextField
        label="Key"
        readOnly
        className="font-mono"
        hint="Sent as “Authorization: Bearer …” with every request."
        value={secret}
        onFocus={(event) => event.target.select()}
      />
    </Dialog>
  )
}

function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const client = useQueryClient()
  const revoking = useMutation({
    mutationFn: () => revokeApiKey(apiKey.id),
    onSuccess: () => {
      client.setQueryData(
        apiKeysQuery().queryKey,
        (known) => known && { items: known.items.filter(({ id }) => id !== apiKey.id) },
      )
      tell(`${apiKey.name} can do nothing any more`)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={`Revoke ${apiKey.name}?`}
      confirm="Revoke"
      destructive
      busy={revoking.isPending}
      open
      onConfirm={() => revoking.mutate()}
      onClose={onClose}
    >
      The program that uses it is refused from now on. This cannot be undone; issue a new key instead.
      {revoking.isError && <p className="text-danger-ink">{explain(revoking.error)}</p>}
    </ConfirmDialog>
  )
}
