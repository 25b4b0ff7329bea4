import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './class-names'

const control =
  'w-full rounded-md border border-control bg-surface px-3 text-base text-ink placeholder:text-ink-faint ' +
  'disabled:bg-canvas disabled:text-ink-muted aria-invalid:border-danger'

interface Labelled {
  label: string
  /** One sentence below the field. */
  hint?: ReactNode
  /** What is wrong and what to do; marks the field as invalid. */
  error?: ReactNode
  hideLabel?: boolean
}

function Frame({ id, label, hint, error, hideLabel, children }: Labelled & { id: string; children: ReactNode }) {
  return (
    <div className="space-y-1">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'block text-sm font-medium'}>
        {label}
      </label>
      {children}
      {hint && !error && (
        <p id={`${id}-hint`} className="text-xs text-ink-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-hint`} role="alert" className="text-xs text-danger-ink">
          {error}
        </p>
      )}
    </div>
  )
}

export function TextField({ label, hint, error, hideLabel, className, ...rest }: Labelled & ComponentProps<'input'>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint || error ? `${id}-hint` : undefined}
        className={cx(control, 'h-9', className)}
        {...rest}
      />
    </Frame>
  )
}

export function TextArea({ label, hint, error, hideLabel, className, ...rest }: Labelled & ComponentProps<'textarea'>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <textarea
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint || error ? `${id}-hint` : undefined}
        className={cx(control, 'py-2', className)}
        {...rest}
      />
    </Frame>
  )
}

/** The browser's own select: known to everybody, works on every device. */
export function SelectField({
  label,
  hint,
  error,
  hideLabel,
  className,
  ...rest
}: Labelled & ComponentProps<'select'>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <select
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint || error ? `${id}-hint` : undefined}
        className={cx(control, 'h-9 pr-8', className)}
        {...rest}
      />
    </Frame>
  )
}

export function CheckboxField({
  label,
  hint,
  className,
  ...rest
}: { label: ReactNode; hint?: ReactNode } & ComponentProps<'input'>) {
  const id = useId()
  return (
    <div className={cx('flex items-start gap-2.5', className)}>
      <input type="checkbox" id={id} className="mt-0.5 size-4 shrink-0 accent-accent" {...rest} />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && <p className="text-xs text-ink-muted">{hint}</p>}
      </div>
    </div>
  )
}
