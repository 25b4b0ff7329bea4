import { countSegments } from '@/lib/segments'

/** A text as it will stand on the customer's phone, and what it costs to send. */
export function TextPreview({ text, label = 'On the phone' }: { text: string; label?: string }) {
  const { segments, encoding } = countSegments(text)
  return (
    <figure className="rounded-md bg-thread p-4">
      <figcaption className="mb-2 flex flex-wrap justify-between gap-2 text-xs text-ink-muted">
        <span>{label}</span>
        <span className="tabular">
          {text.length} characters, {segments} {segments === 1 ? 'segment' : 'segments'} ({encoding})
        </span>
      </figcaption>
      {text.trim() === '' ? (
        <p className="text-ink-muted">Nothing yet</p>
      ) : (
        <p className="max-w-bubble rounded-bubble rounded-bl-tail border border-bubble-in-line bg-bubble-in px-3 py-2 break-words whitespace-pre-wrap">
          {text}
        </p>
      )}
    </figure>
  )
}
