import { useQuery } from '@tanstack/react-query'
import { Lock, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { addNote } from '@/api/conversations'
import { agentsQuery } from '@/api/queries'
import type { Agent, Detail, Me } from '@/api/types'
import { type Store, useStore } from '@/lib/store'
import { Button, IconButton } from '@/ui/button'
import { tellFailure } from '@/ui/toast'
import type { Draft } from './drafts'
import { GrowingField } from './growing-field'

/** Whoever is named with an `@` in the text. */
export function mentioned(text: string, agents: Agent[]): Agent[] {
  const lower = text.toLowerCase()
  return agents.filter((agent) => {
    const first = agent.name.split(' ')[0] ?? agent.name
    return [agent.name, first].some((name) => lower.includes(`@${name.toLowerCase()}`))
  })
}

interface NoteFieldProps {
  me: Me
  detail: Detail
  draft: Store<Draft>
  onLeave: () => void
}

/** Yellow all over, so that nobody takes it for a text to the customer. */
export function NoteField({ me, detail, draft, onLeave }: NoteFieldProps) {
  const { note: text } = useStore(draft)
  const agents = useQuery(agentsQuery()).data ?? []
  const [busy, setBusy] = useState(false)
  const setText = (note: string) => draft.set((now) => ({ ...now, note }))
  const named = mentioned(text, agents).filter((agent) => agent.id !== me.id)

  async function save() {
    if (text.trim() === '' || busy) return
    setBusy(true)
    try {
      await addNote(
        detail.id,
        text.trim(),
        named.map((agent) => agent.id),
      )
      setText('')
      onLeave()
    } catch (error) {
      tellFailure('The note was not saved', error)
    } finally {
      setBusy(false)
    }
  }
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      void save()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (text === '') onLeave()
      else event.currentTarget.blur()
    }
  }

  return (
    <div className="text-note-ink">
      <p className="flex items-center gap-1.5 px-4 pt-2 text-xs">
        <Lock size={12} aria-hidden />
        <span className="flex-1">A note for colleagues, never sent to the customer. Name somebody with @.</span>
        <IconButton label="Back to the reply" size="sm" className="text-note-ink" onClick={onLeave}>
          <X size={16} aria-hidden />
        </IconButton>
      </p>
      <GrowingField
        aria-label="Note"
        placeholder="Write a note"
        className="placeholder:text-note-ink"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="flex items-center gap-2 px-2 pb-2">
        <p className="min-w-0 flex-1 truncate px-2 text-xs">
          {named.length > 0 && `Tells ${named.map((agent) => agent.name).join(', ')}`}
        </p>
        <Button look="primary" busy={busy} disabled={text.trim() === ''} onClick={() => void save()}>
          Add note
        </Button>
      </div>
    </div>
  )
}
