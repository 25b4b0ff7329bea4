import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Id } from '@/api/types'
import { Avatar } from '@/ui/avatar'
import { rowLinkClass } from '@/ui/data-table'

interface CustomerCellProps {
  conversation: Id
  name: string | null | undefined
  address: string
  /** On a phone, what the hidden columns would say. */
  narrow?: ReactNode
}

/** Who it is about. The whole row opens the conversation. */
export function CustomerCell({ conversation, name, address, narrow }: CustomerCellProps) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Avatar name={name} seed={conversation} />
      <div className="min-w-0">
        <Link
          to="/inbox/$box/{-$conversation}"
          params={{ box: 'open', conversation }}
          search={{ panel: 'details' }}
          className={`block truncate font-medium ${rowLinkClass}`}
        >
          {name ?? address}
        </Link>
        <div className="truncate text-xs text-ink-muted">
          <span className={narrow ? 'max-md:hidden' : undefined}>{name ? address : 'No name yet'}</span>
          {narrow && <span className="md:hidden">{narrow}</span>}
        </div>
      </div>
    </div>
  )
}
