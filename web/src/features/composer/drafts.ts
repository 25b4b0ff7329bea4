import type { Id } from '@/api/types'
import { createStore, type Store } from '@/lib/store'
import { readStored, writeStored } from '@/lib/stored'

export type Mode = 'reply' | 'note'
export interface Draft {
  mode: Mode
  reply: string
  note: string
}

const emptyDraft: Draft = { mode: 'reply', reply: '', note: '' }
const drafts = new Map<Id, Store<Draft>>()

function stored(id: Id): Draft {
  try {
    return { ...emptyDraft, ...(JSON.parse(readStored(`draft.${id}`) ?? '{}') as Partial<Draft>) }
  } catch {
    return emptyDraft
  }
}

/** What was typed into a conversation and not sent. Survives reload, and the end of the session. */
export function draftOf(id: Id): Store<Draft> {
  let draft = drafts.get(id)
  if (!draft) {
    draft = createStore(stored(id))
    const { get, subscribe } = draft
    subscribe(() => {
      const now = get()
      const empty = now.reply === '' && now.note === ''
      writeStored(`draft.${id}`, empty ? null : JSON.stringify(now))
    })
    drafts.set(id, draft)
  }
  return draft
}

/** Of a customer who was erased: also what nobody has sent goes. */
export function forgetDraft(id: Id): void {
  drafts.get(id)?.set(emptyDraft)
  writeStored(`draft.${id}`, null)
}
