import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ContactRound } from 'lucide-react'
import { useCallback } from 'react'
import { type ContactEntry, contactsQuery } from '@/api/contacts'
import type { ConsentStatus, Id } from '@/api/types'
import { useNow } from '@/lib/clock'
import { languageName } from '@/lib/languages'
import { timeInZone } from '@/lib/time'
import { Avatar } from '@/ui/avatar'
import { Chip } from '@/ui/chip'
import { type Column, DataTable, rowLinkClass } from '@/ui/data-table'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice, StateNotice } from '@/ui/state-notice'

const consents: Record<ConsentStatus, { word: string; tone: 'neutral' | 'accent' | 'held' | 'danger' }> = {
  opted_in: { word: 'Subscribed', tone: 'accent' },
  requested: { word: 'Asked to confirm', tone: 'held' },
  unknown: { word: 'Not asked', tone: 'neutral' },
  opted_out: { word: 'Unsubscribed', tone: 'danger' },
}

export function ContactsTable({ store, q }: { store: Id; q: string }) {
  const contacts = useInfiniteQuery(contactsQuery(store, q))
  const now = useNow()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = contacts
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  if (contacts.isPending) return <SkeletonRows label="Loading contacts" />
  if (contacts.isError) {
    return <FailedNotice what="The contacts" error={contacts.error} onRetry={() => void contacts.refetch()} />
  }

  const rows = contacts.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) {
    return (
      <StateNotice icon={<ContactRound size={32} aria-hidden />} title={q ? 'Nobody found' : 'No contacts yet'}>
        {q
          ? `No name or number is like “${q}”. Try the last digits of the number, or fewer letters.`
          : 'Everybody who texts the store, or leaves a number at its checkout, will stand here.'}
      </StateNotice>
    )
  }

  const columns: Column<ContactEntry>[] = [
    {
      name: 'Contact',
      cell: (contact) => (
        <div className="flex min-w-0 items-center gap-3">
          <Avatar name={contact.name} seed={contact.conversation} />
          <div className="min-w-0">
            <Link
              to="/inbox/$box/{-$conversation}"
              params={{ box: 'open', conversation: contact.conversation }}
              search={{ panel: 'details' }}
              className={`block truncate font-medium ${rowLinkClass}`}
            >
              {contact.name ?? contact.address_display}
            </Link>
            <div className="truncate text-xs text-ink-muted">
              {contact.email ?? (contact.name ? '' : 'No name yet')}
            </div>
          </div>
        </div>
      ),
    },
    {
      name: 'Number',
      className: 'w-44 whitespace-nowrap tabular max-md:hidden',
      cell: (contact) => contact.address_display,
    },
    {
      name: 'Consent',
      className: 'w-32',
      cell: ({ consent }) => <Chip tone={consents[consent].tone}>{consents[consent].word}</Chip>,
    },
    {
      name: 'Language',
      className: 'w-36 text-ink-muted max-lg:hidden',
      cell: ({ language }) => (language ? languageName(language) : '–'),
    },
    {
      name: 'Local time',
      className: 'w-28 text-ink-muted tabular max-md:hidden',
      cell: (contact) => (
        <span title={contact.time_zone ?? undefined}>
          {(contact.time_zone && timeInZone(now, contact.time_zone)) || '–'}
        </span>
      ),
    },
  ]
  return (
    <DataTable
      label="Contacts"
      columns={columns}
      rows={rows}
      rowKey={(contact) => contact.conversation}
      onEnd={loadMore}
      loadingMore={isFetchingNextPage}
    />
  )
}
