import { Lock } from 'lucide-react'
import type { NameOf } from '@/api/agent-names'
import type { NoteItem } from '@/api/types'
import { clockTime, fullTime } from '@/lib/time'

/** Yellow, full width, with a lock: nobody can mistake it for a text to the customer. */
export function NoteEntry({ item, nameOf }: { item: NoteItem; nameOf: NameOf }) {
  const at = new Date(item.at)
  return (
    <section
      aria-label={`Note by ${nameOf(item.note.agent)}`}
      className="rounded-md border border-note-line bg-note px-3 py-2 text-note-ink"
    >
      <p className="mb-0.5 flex items-center gap-1.5 text-xs">
        <Lock size={12} aria-hidden />
        <span className="font-semibold">{nameOf(item.note.agent)}</span>
        <span>Note, never sent</span>
        <time dateTime={item.at} title={fullTime(at)} className="ml-auto">
          {clockTime(at)}
        </time>
      </p>
      <p className="wrap-anywhere whitespace-pre-wrap">{item.note.body}</p>
    </section>
  )
}
