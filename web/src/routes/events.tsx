import { Page } from '@/app/page'
import { SkeletonRows } from '@/ui/skeleton'

export function EventsPage() {
  return (
    <Page title="Events">
      <SkeletonRows />
    </Page>
  )
}
