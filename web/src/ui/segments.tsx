import type { ReactNode } from 'react'
import { cx } from './class-names'

/** A few exclusive choices side by side. Its children are links or buttons with `segmentClass`. */
export function Segments({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className="inline-flex rounded-md border border-line bg-canvas p-0.5">
      {children}
    </nav>
  )
}

export const segmentClass = (chosen: boolean) =>
  cx(
    'inline-flex h-7 items-center rounded-sm border px-3 text-sm font-medium transition-colors',
    chosen ? 'border-line-strong bg-raised text-ink' : 'border-transparent text-ink-muted hover:text-ink',
  )
