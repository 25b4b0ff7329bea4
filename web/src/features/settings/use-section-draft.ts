import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Problem } from '@/api/problem'
import { keys } from '@/api/queries'
import { type Section, type Sections, saveSection } from '@/api/settings'
import type { Id, Store } from '@/api/types'
import { tell } from '@/ui/toast'
import { storeSections } from './sections'

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/**
 * A section while it is being edited. It follows the server until something is typed; from then on what was typed
 * stays, and a change by somebody else in the same section is pointed out instead of overwritten in silence.
 */
export function useSectionDraft<S extends Section>(id: Id, store: Store, section: S) {
  const client = useQueryClient()
  const theirs = storeSections[section].of(store)
  const [base, setBase] = useState(theirs)
  const [draft, setDraft] = useState(theirs)
  const dirty = !same(draft, base)
  const changedMeanwhile = dirty && !same(theirs, base)

  useEffect(() => {
    if (dirty || same(theirs, base)) return
    setBase(theirs)
    setDraft(theirs)
  }, [dirty, theirs, base])

  const saving = useMutation({
    mutationFn: (value: Sections[S]) => saveSection(id, section, value, store.version),
    onSuccess: ({ version }, value) => {
      client.setQueryData<Store>(
        keys.store(id),
        (now) => now && { ...storeSections[section].into(now, value), version },
      )
      setBase(value)
      tell('Saved')
    },
    onError: (error) => {
      if (error instanceof Problem && error.code === 'version_conflict') {
        void client.invalidateQueries({ queryKey: keys.store(id) })
      }
    },
  })

  return {
    draft,
    dirty,
    changedMeanwhile,
    error: saving.error,
    saving: saving.isPending,
    change: (next: Sections[S]) => {
      saving.reset()
      setDraft(next)
    },
    save: () => saving.mutate(draft),
    discard: () => {
      saving.reset()
      setBase(theirs)
      setDraft(theirs)
    },
  }
}
