import { initials, tint } from '@/lib/initials'
import { cx } from './class-names'

const tints = ['bg-avatar-1', 'bg-avatar-2', 'bg-avatar-3', 'bg-avatar-4', 'bg-avatar-5']

/** Decorative: the name always stands beside it. */
export function Avatar({
  name,
  seed,
  size = 'md',
}: {
  name: string | null | undefined
  seed: string
  size?: 'sm' | 'md' | 'lg'
}) {
  const sizes = { sm: 'size-6 text-2xs', md: 'size-9 text-sm', lg: 'size-12 text-lg' }
  return (
    <span
      aria-hidden
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-full font-medium text-avatar-ink select-none',
        sizes[size],
        tints[tint(seed, tints.length)],
      )}
    >
      {initials(name)}
    </span>
  )
}
