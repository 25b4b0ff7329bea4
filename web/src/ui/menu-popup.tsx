import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { cx } from './class-names'
import { Kbd } from './kbd'
import type { MenuEntry, MenuProps } from './menu'

/** The menu itself, on Base UI: arrow keys, typing to find, Escape, focus given back. */
export default function MenuPopup({ trigger, entries, align = 'end', open, onOpenChange }: MenuProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="z-50 outline-none" sideOffset={4} align={align} collisionPadding={8}>
          <Base.Popup className="max-h-96 min-w-52 animate-fade overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-raised outline-none">
            {entries.map((entry, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the entries of an open menu do not move
              <Entry key={index} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry === 'separator') return <Base.Separator className="mx-1 my-1 h-px bg-line" />
  if ('heading' in entry) {
    return <div className="px-2.5 pt-1.5 pb-1 text-xs font-medium text-ink-muted">{entry.heading}</div>
  }
  return (
    <Base.Item
      disabled={entry.disabled}
      onClick={entry.onSelect}
      className={cx(
        'flex min-h-8 items-center gap-2.5 rounded-sm px-2.5 py-1 text-base outline-none select-none',
        'data-disabled:opacity-50 data-highlighted:bg-hover',
        entry.destructive ? 'text-danger-ink' : 'text-ink',
      )}
    >
      {entry.icon && <span className="shrink-0 text-ink-muted">{entry.icon}</span>}
      <span className="min-w-0 flex-1 truncate">{entry.label}</span>
      {entry.checked && (
        <>
          <Check size={16} aria-hidden className="text-accent-ink" />
          <span className="sr-only">chosen</span>
        </>
      )}
      {entry.shortcut && <Kbd keys={entry.shortcut} />}
    </Base.Item>
  )
}
