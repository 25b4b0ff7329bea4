import type { ComponentProps, ReactNode } from 'react'
import { cx } from './class-names'

type Look = 'primary' | 'secondary' | 'quiet' | 'danger'

const looks: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent',
  secondary: 'bg-surface text-ink border-line-strong hover:bg-hover',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-pressed',
  danger: 'bg-surface text-danger-ink border-danger-line hover:bg-danger-soft',
}

const base =
  'inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none ' +
  'transition-colors disabled:opacity-50 disabled:pointer-events-none aria-disabled:opacity-50'

export interface ButtonProps extends ComponentProps<'button'> {
  look?: Look
  size?: 'sm' | 'md'
  /** Shows that the action is under way; the button stays where it is and cannot be pressed twice. */
  busy?: boolean
}

export function buttonClass(look: Look = 'secondary', size: 'sm' | 'md' = 'md') {
  return cx(base, looks[look], size === 'sm' ? 'h-7 px-2.5 text-sm' : 'h-9 px-3.5 text-base')
}

export function Button({ look = 'secondary', size = 'md', busy, className, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      disabled={disabled || busy}
      className={cx(buttonClass(look, size), className)}
      {...rest}
    />
  )
}

export interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does, in words: the accessible name and the tooltip. */
  label: string
  /** The key that does the same, shown in the tooltip. */
  shortcut?: string
  pressed?: boolean
  size?: 'sm' | 'md'
  children: ReactNode
}

export function IconButton({ label, shortcut, pressed, size = 'md', className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      title={shortcut ? `${label} (${shortcut})` : label}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-md text-ink-muted transition-colors',
        'hover:bg-pressed hover:text-ink disabled:pointer-events-none disabled:opacity-50',
        'aria-expanded:bg-pressed aria-expanded:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent-ink',
        size === 'sm' ? 'size-7' : 'size-9',
        className,
      )}
      {...rest}
    />
  )
}
