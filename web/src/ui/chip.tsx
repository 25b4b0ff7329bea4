import type { ReactNode } from 'react'
import { cx } from './class-names'

type Tone = 'neutral' | 'accent' | 'danger' | 'held'

const tones: Record<Tone, string> = {
  neutral: 'bg-pressed text-ink-muted',
  accent: 'bg-accent-soft text-accent-ink',
  danger: 'bg-danger-soft text-danger-ink',
  held: 'bg-held-soft text-held-ink',
}

/** A short fact: an icon and its word. */
export function Chip({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex h-4.5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-2xs font-medium',
        tones[tone],
      )}
    >
      {icon}
      {children}
    </span>
  )
}
