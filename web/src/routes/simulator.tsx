import { Page } from '@/app/page'
import { SkeletonRows } from '@/ui/skeleton'

export function SimulatorPage() {
  return (
    <Page title="Simulator">
      <SkeletonRows />
    </Page>
  )
}
