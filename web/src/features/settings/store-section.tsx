import { useBlocker } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { explain } from '@/api/problem'
import type { Section, Sections } from '@/api/settings'
import type { Id, Store } from '@/api/types'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { useSectionDraft } from './use-section-draft'

export interface EditorProps<T> {
  value: T
  onChange: (next: T) => void
  store: Store
}

interface StoreSectionProps<S extends Section> {
  id: Id
  store: Store
  section: S
  /** Only admins change a store; everybody else reads. */
  readOnly: boolean
  Editor: ComponentType<EditorProps<Sections[S]>>
  /** Something to try the draft with; works for readers too. */
  Trial?: ComponentType<{ value: Sections[S]; store: Store }>
  /** Why the draft cannot be saved yet, in a sentence. */
  problem?: (value: Sections[S]) => string | null
}

export function StoreSection<S extends Section>({
  id,
  store,
  section,
  readOnly,
  Editor,
  Trial,
  problem,
}: StoreSectionProps<S>) {
  const edit = useSectionDraft(id, store, section)
  const obstacle = edit.dirty ? (problem?.(edit.draft) ?? null) : null
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => edit.dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => edit.dirty,
    withResolver: true,
  })
  return (
    <div className="space-y-6">
      <fieldset disabled={readOnly || edit.saving} className="min-w-0 space-y-5">
        <legend className="sr-only">Settings of this section</legend>
        <Editor value={edit.draft} onChange={edit.change} store={store} />
      </fieldset>
      {Trial && <Trial value={edit.draft} store={store} />}
      {edit.dirty && (
        <div className="sticky bottom-4 z-10 flex flex-wrap items-center justify-end gap-2 rounded-md border border-line bg-raised p-3 shadow-raised">
          <p role="status" className="min-w-48 flex-1 text-sm">
            {edit.error ? (
              <span className="text-danger-ink">{explain(edit.error)}</span>
            ) : obstacle ? (
              obstacle
            ) : edit.changedMeanwhile ? (
              'Somebody else changed this section meanwhile. Saving replaces their version with yours.'
            ) : (
              'Not saved yet'
            )}
          </p>
          <div className="flex gap-2">
            <Button onClick={edit.discard}>{edit.changedMeanwhile ? 'Take theirs' : 'Discard'}</Button>
            <Button look="primary" busy={edit.saving} disabled={obstacle !== null} onClick={edit.save}>
              {edit.changedMeanwhile ? 'Save mine' : 'Save'}
            </Button>
          </div>
        </div>
      )}
      <ConfirmDialog
        title="Leave without saving?"
        confirm="Leave"
        destructive
        open={leaving.status === 'blocked'}
        onConfirm={() => leaving.proceed?.()}
        onClose={() => leaving.reset?.()}
      >
        What you changed in this section is not saved yet and would be lost.
      </ConfirmDialog>
    </div>
  )
}
