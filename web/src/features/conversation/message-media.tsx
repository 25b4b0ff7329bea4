import { useQuery } from '@tanstack/react-query'
import { Download, FileText, ImageOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { downloadMedia } from '@/api/conversations'
import type { Id, Media } from '@/api/types'
import { Skeleton } from '@/ui/skeleton'

/** The file as a URL of this page. Media needs the access token, so it cannot be linked to directly. */
function useObjectUrl(blob: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return url
}

function sizeInWords(bytes: number | null | undefined): string {
  if (bytes == null) return ''
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

export function MessageMedia({ conversation, media }: { conversation: Id; media: Media }) {
  const { hash, content_type: type } = media
  const file = useQuery({
    queryKey: ['media', conversation, hash],
    queryFn: ({ signal }) => downloadMedia(conversation, hash ?? '', signal),
    enabled: Boolean(hash),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const url = useObjectUrl(file.data)
  const name = media.name ?? (type.startsWith('image/') ? 'Photo' : 'File')

  if (!hash || file.isError) {
    return (
      <p className="flex items-center gap-2 px-1 py-2 text-sm">
        <ImageOff size={16} aria-hidden />
        {name} could not be fetched.
      </p>
    )
  }
  if (!url) return <Skeleton className="h-40 w-media max-w-full" />
  return (
    <div className="relative w-fit max-w-full">
      {type.startsWith('image/') ? (
        <img src={url} alt={name} className="max-h-media min-h-16 min-w-16 max-w-full rounded-md object-contain" />
      ) : type.startsWith('audio/') ? (
        // biome-ignore lint/a11y/useMediaCaption: a customer's recording has no captions
        <audio controls src={url} aria-label={name} className="mr-9 max-w-full" />
      ) : type.startsWith('video/') ? (
        // biome-ignore lint/a11y/useMediaCaption: a customer's recording has no captions
        <video controls src={url} aria-label={name} className="max-h-media max-w-full rounded-md" />
      ) : (
        <p className="flex items-center gap-2 py-2 pr-10 pl-1">
          <FileText size={20} aria-hidden />
          <span className="truncate">{name}</span>
          <span className="text-xs">{sizeInWords(media.size)}</span>
        </p>
      )}
      <a
        href={url}
        download={media.name ?? hash}
        aria-label={`Download ${name}`}
        title={`Download ${name}`}
        className="absolute top-1 right-1 inline-flex size-7 items-center justify-center rounded-md bg-raised text-ink shadow-raised"
      >
        <Download size={14} aria-hidden />
      </a>
    </div>
  )
}
