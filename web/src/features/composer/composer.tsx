import { Lock } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { Detail, Me } from '@/api/types'
import { useSurface } from '@/commands/surfaces'
import { useNow } from '@/lib/clock'
import { useStore } from '@/lib/store'
import { duration } from '@/lib/time'
import { Button } from '@/ui/button'
import { cx } from '@/ui/class-names'
import { AiBar } from './ai-bar'
import { AuditorNotice, OptedOutNotice, WindowClosedNotice } from './blocked'
import { draftOf, type Mode } from './drafts'
import { NoteField } from './note-field'
import { ReplyField } from './reply-field'
import { writing } from './why-not'

/** Below the thread: writing to the customer, a note to colleagues, or why nothing can be written. */
export function Composer({ me, detail }: { me: Me; detail: Detail }) {
  const now = useNow()
  const draft = draftOf(detail.id)
  const { mode } = useStore(draft)
  const { state } = writing(detail, me, now)
  const region = useRef<HTMLElement>(null)

  const setMode = (next: Mode) => draft.set((current) => ({ ...current, mode: next }))
  // At once and not a frame later: whoever types fast would otherwise press shortcuts.
  function write(next: Mode) {
    flushSync(() => setMode(next))
    region.current?.querySelector('textarea')?.focus()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft's setters are stable for one conversation
  const surface = useMemo(
    () => ({
      reply: () => write('reply'),
      note: () => write('note'),
    }),
    [draft],
  )
  useSurface('composer', state === 'auditor' ? undefined : surface)

  const noting = mode === 'note' && state !== 'auditor'
  const noteButton = (
    <Button size="sm" look="quiet" onClick={surface.note}>
      <Lock size={14} aria-hidden />
      Note
    </Button>
  )
  return (
    <section
      ref={region}
      aria-label={noting ? 'Write a note' : 'Write to the customer'}
      className={cx('shrink-0 border-t', noting ? 'border-note-line bg-note' : 'border-line bg-surface')}
    >
      {state === 'open' && detail.controller === 'ai' && !noting && <AiBar detail={detail} />}
      {noting ? (
        <NoteField me={me} detail={detail} draft={draft} onLeave={() => setMode('reply')} />
      ) : state === 'open' ? (
        <>
          {detail.whatsapp_window_until && detail.channel === 'whatsapp' && (
            <p className="tabular px-4 pt-2 text-xs text-ink-muted">
              WhatsApp: free text for another {duration(Date.parse(detail.whatsapp_window_until) - now.getTime())}
            </p>
          )}
          <ReplyField detail={detail} draft={draft} onNote={surface.note} />
        </>
      ) : state === 'opted_out' ? (
        <OptedOutNotice detail={detail} noteButton={noteButton} />
      ) : state === 'window_closed' ? (
        <WindowClosedNotice detail={detail} noteButton={noteButton} />
      ) : (
        <AuditorNotice />
      )}
    </section>
  )
}
