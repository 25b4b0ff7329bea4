import { Link } from '@tanstack/react-router'
import { Inbox, SearchX } from 'lucide-react'
import type { Box } from '@/api/types'
import { boxInfo } from '@/app/boxes'
import type { InboxSearch } from '@/app/inbox-search'
import { buttonClass } from '@/ui/button'
import { StateNotice } from '@/ui/state-notice'

export function EmptyList({ box, search }: { box: Box; search: InboxSearch }) {
  const { panel, ...filters } = search
  if (Object.keys(filters).length > 0) {
    return (
      <StateNotice
        icon={<SearchX size={28} aria-hidden />}
        title="Nothing fits"
        action={
          <Link
            to="/inbox/$box/{-$conversation}"
            params={(now) => ({ ...now, box })}
            search={{ panel }}
            className={buttonClass()}
          >
            Show the whole box
          </Link>
        }
      >
        {search.q
          ? 'No name, number or text in this box is like that.'
          : 'No conversation in this box has these properties.'}
      </StateNotice>
    )
  }
  const info = boxInfo(box)
  const Icon = info.icon ?? Inbox
  return (
    <StateNotice
      icon={<Icon size={28} aria-hidden />}
      title={box === 'inbox' ? 'Nothing waits for an answer' : `${info.name} is empty`}
    >
      {info.empty}
    </StateNotice>
  )
}
