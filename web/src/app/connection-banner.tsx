import { CloudOff, RefreshCw } from 'lucide-react'
import { useStore } from '@/lib/store'
import { feedStatus } from '@/live/feed'

/** Says when what is shown may be old, and when it is true again. */
export function ConnectionBanner() {
  const status = useStore(feedStatus)
  return (
    <div role="status" className="shrink-0">
      {status === 'lost' && (
        <p className="flex items-center justify-center gap-2 border-b border-held-line bg-held-soft px-4 py-1.5 text-sm text-held-ink">
          <CloudOff size={16} aria-hidden />
          Connection lost. Reconnecting; what you write is kept.
        </p>
      )}
      {status === 'back' && (
        <p className="flex items-center justify-center gap-2 border-b border-accent-line bg-accent-soft px-4 py-1.5 text-sm text-accent-ink">
          <RefreshCw size={16} aria-hidden />
          Connected again. Nothing was missed.
        </p>
      )}
    </div>
  )
}
