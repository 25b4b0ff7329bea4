import { Paperclip, X } from 'lucide-react'
import { IconButton } from '@/ui/button'
import { Spinner } from '@/ui/spinner'
import type { Attachment } from './use-attachments'

export function AttachmentList({
  attachments,
  onRemove,
}: {
  attachments: Attachment[]
  onRemove: (key: string) => void
}) {
  if (attachments.length === 0) return null
  return (
    <ul aria-label="Attached files" className="flex flex-wrap gap-2 px-3 pt-2">
      {attachments.map((file) => (
        <li
          key={file.key}
          className="flex max-w-full items-center gap-1.5 rounded-md border border-line bg-canvas pl-2 text-sm"
        >
          {file.state === 'uploading' ? (
            <Spinner label={`Uploading ${file.name}`} />
          ) : (
            <Paperclip size={14} aria-hidden />
          )}
          <span className="truncate">{file.name}</span>
          {file.state === 'refused' && (
            <span role="alert" className="text-danger-ink">
              not attached: {file.reason}
            </span>
          )}
          <IconButton label={`Remove ${file.name}`} size="sm" onClick={() => onRemove(file.key)}>
            <X size={14} aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}
