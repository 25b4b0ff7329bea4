import { Image } from 'lucide-react'

/** A product's picture; a quiet sign when there is none. Decorative: the title stands beside it. */
export function Thumbnail({ source }: { source: string | null | undefined }) {
  if (!source) {
    return (
      <span
        aria-hidden
        className="inline-flex size-9 shrink-0 items-center justify-center rounded-sm border border-line bg-canvas text-ink-faint"
      >
        <Image size={16} />
      </span>
    )
  }
  return (
    <img src={source} alt="" loading="lazy" className="size-9 shrink-0 rounded-sm border border-line object-cover" />
  )
}
