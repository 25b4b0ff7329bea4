import { readableKeys } from '@/commands/keys'

/** A key or a sequence of keys, as written on the keyboard of this machine. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex shrink-0 items-center gap-0.5">
      {readableKeys(keys).map((key) => (
        <kbd
          key={key}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-canvas px-1 font-sans text-2xs text-ink-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}
