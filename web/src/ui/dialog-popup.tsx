import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { IconButton } from './button'
import { cx } from './class-names'
import type { DialogProps, DrawerProps } from './dialog'

export function DialogPopup({ title, description, open, onClose, wide, children, actions }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose?.()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 animate-fade bg-backdrop" />
        <Base.Popup
          className={cx(
            'fixed inset-x-4 top-1/2 z-50 mx-auto flex max-h-11/12 -translate-y-1/2 flex-col rounded-md bg-raised shadow-raised outline-none',
            'animate-fade border border-line',
            wide ? 'max-w-dialog-wide' : 'max-w-dialog',
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              {description && <Base.Description className="mt-1 text-ink-muted">{description}</Base.Description>}
            </div>
            {onClose && (
              <IconButton label="Close dialog" size="sm" onClick={onClose}>
                <X size={16} aria-hidden />
              </IconButton>
            )}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-2">{children}</div>
          {actions && <footer className="flex flex-wrap justify-end gap-2 px-5 pt-2 pb-4">{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

export function DrawerPopup({ title, open, onClose, children }: DrawerProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose?.()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 animate-fade bg-backdrop" />
        <Base.Popup className="fixed inset-y-0 right-0 z-50 flex w-full max-w-dialog animate-fade flex-col border-l border-line bg-surface shadow-raised outline-none">
          <header className="flex h-topbar shrink-0 items-center gap-2 border-b border-line px-4">
            <Base.Title className="min-w-0 flex-1 truncate font-semibold">{title}</Base.Title>
            <IconButton label="Close panel" size="sm" onClick={onClose}>
              <X size={16} aria-hidden />
            </IconButton>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
