import { LoaderCircle } from 'lucide-react'

export function Spinner({ label = 'Loading' }: { label?: string }) {
  return (
    <span role="status" className="inline-flex text-ink-muted">
      <LoaderCircle size={18} aria-hidden className="animate-spin" />
      <span className="sr-only">{label}</span>
    </span>
  )
}
