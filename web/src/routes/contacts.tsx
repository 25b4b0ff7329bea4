import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useCurrentStore } from '@/app/current-store'
import { Page } from '@/app/page'
import { ContactsTable } from '@/features/contacts/contacts-table'
import { SearchField } from '@/ui/search-field'
import { SkeletonRows } from '@/ui/skeleton'

export function ContactsPage() {
  const { q = '' } = useSearch({ from: '/contacts' })
  const navigate = useNavigate({ from: '/contacts' })
  const store = useCurrentStore()
  const search = useCallback(
    (text: string) => void navigate({ search: text ? { q: text } : {}, replace: true }),
    [navigate],
  )
  return (
    <Page title="Contacts">
      <div className="flex h-full flex-col">
        <div className="border-b border-line bg-surface px-4 py-2">
          <SearchField label="Search by name or number" value={q} onSearch={search} />
        </div>
        {store ? <ContactsTable store={store} q={q} /> : <SkeletonRows label="Loading contacts" />}
      </div>
    </Page>
  )
}
