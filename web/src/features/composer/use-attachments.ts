import { useCallback, useState } from 'react'
import { uploadMedia } from '@/api/conversations'
import { explain } from '@/api/problem'
import type { Id, UploadedMedia } from '@/api/types'

export interface Attachment {
  key: string
  name: string
  state: 'uploading' | 'ready' | 'refused'
  uploaded: UploadedMedia | null
  reason: string | null
}

let made = 0

/** Files on their way: each is uploaded as soon as it is added. */
export function useAttachments(conversation: Id) {
  const [attachments, setAttachments] = useState<Attachment[]>([])

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        made += 1
        const key = `${made}`
        const change = (part: Partial<Attachment>) =>
          setAttachments((now) => now.map((other) => (other.key === key ? { ...other, ...part } : other)))
        setAttachments((now) => [
          ...now,
          { key, name: file.name || 'Pasted file', state: 'uploading', uploaded: null, reason: null },
        ])
        uploadMedia(conversation, file).then(
          (uploaded) => change({ state: 'ready', uploaded }),
          (error: unknown) => change({ state: 'refused', reason: explain(error) }),
        )
      }
    },
    [conversation],
  )
  const remove = useCallback((key: string) => setAttachments((now) => now.filter((other) => other.key !== key)), [])
  const clear = useCallback(() => setAttachments([]), [])
  return { attachments, add, remove, clear }
}
