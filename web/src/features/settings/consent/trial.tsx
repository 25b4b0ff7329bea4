import type { ReactNode } from 'react'
import { cx } from '@/ui/class-names'

/** A few things to try with one press. */
export function Examples({
  label,
  texts,
  chosen,
  onChoose,
}: {
  label: string
  texts: string[]
  chosen: string
  onChoose: (text: string) => void
}) {
  return (
    <ul aria-label={label} className="flex flex-wrap gap-1.5">
      {texts.map((text) => (
        <li key={text}>
          <button
            type="button"
            aria-pressed={chosen === text}
            onClick={() => onChoose(text)}
            className={cx(
              'inline-flex h-7 items-center rounded-full border px-3 text-sm transition-colors',
              chosen === text
                ? 'border-accent-line bg-accent-soft text-accent-ink'
                : 'border-line-strong bg-surface hover:bg-hover',
            )}
          >
            {text}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Beside what is asked, with room kept for what is answered; the last answer stays while the next is on its way. */
export function Answer({ label, waiting, children }: { label: string; waiting: boolean; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      aria-live="polite"
      aria-busy={waiting}
      className={cx('min-h-56 rounded-md bg-thread p-4 transition-opacity', waiting && 'opacity-60')}
    >
      {children}
    </section>
  )
}

export function AnswerFact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-3">
      <dt className="w-24 shrink-0 text-ink-muted">{name}</dt>
      <dd className="min-w-0 flex-1 wrap-anywhere">{children}</dd>
    </div>
  )
}
