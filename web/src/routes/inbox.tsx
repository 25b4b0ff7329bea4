import { Page } from '@/app/page'
import { SkeletonRows } from '@/ui/skeleton'

export function InboxPage() {
  return (
    <Page title="Inbox">
      <SkeletonRows />
    </Page>
  )
}
