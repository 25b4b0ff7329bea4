import { CircleAlert, X } from 'lucide-react'
import { useStore } from '@/lib/store'
import { Button, IconButton } from './button'
import { dismissToast, toasts } from './toast'

export function Toaster() {
  const shown = useStore(toasts)
  return (
    <section
      aria-label="Messages of the app"
      aria-live="polite"
      className="pointer-events-none fixed z-50 flex flex-col gap-2 max-md:inset-x-4 max-md:top-16 max-md:items-center md:bottom-4 md:left-4 md:items-start"
    >
      {shown.map((toast) => (
        <div
          key={toast.id}
          role={toast.tone === 'failure' ? 'alert' : undefined}
          className="pointer-events-auto flex max-w-dialog animate-rise items-center gap-3 rounded-md border border-line bg-raised py-2 pr-2 pl-4 shadow-raised"
        >
          {toast.tone === 'failure' && <CircleAlert size={18} aria-hidden className="shrink-0 text-danger" />}
          <p className="min-w-0 flex-1 py-1">{toast.text}</p>
          {toast.action && (
            <Button
              size="sm"
              look="quiet"
              className="text-accent-ink"
              onClick={() => {
                toast.action?.run()
                dismissToast(toast.id)
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton label="Dismiss" size="sm" onClick={() => dismissToast(toast.id)}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
    </section>
  )
}
