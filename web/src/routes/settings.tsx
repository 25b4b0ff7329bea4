import { Page } from '@/app/page'
import { SkeletonRows } from '@/ui/skeleton'

export function SettingsPage() {
  return (
    <Page title="Settings">
      <SkeletonRows />
    </Page>
  )
}
