import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { storeQuery } from '@/api/queries'
import { currentMe } from '@/api/session'
import type { Id, Me } from '@/api/types'
import { useCurrentStore } from '@/app/current-store'
import { Page } from '@/app/page'
import { SectionContent } from '@/features/settings/section-content'
import { isSection, type SettingsSection, sections } from '@/features/settings/sections'
import { SettingsMenu } from '@/features/settings/settings-menu'
import { cx } from '@/ui/class-names'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice, StateNotice } from '@/ui/state-notice'

/** On a phone the menu and a section are two screens; on anything wider they stand side by side. */
export function SettingsPage() {
  const params = useParams({ from: '/settings/{-$section}' })
  const asked = isSection(params.section) ? params.section : null
  const me = currentMe()
  const store = useCurrentStore()
  return (
    <Page title="Settings">
      <div className="flex h-full min-h-0">
        <SettingsMenu
          current={asked ?? 'profile'}
          role={me.role}
          className={cx('w-full shrink-0 border-line bg-surface md:w-nav md:border-r', asked && 'max-md:hidden')}
        />
        <div className={cx('min-w-0 flex-1 overflow-y-auto', !asked && 'max-md:hidden')}>
          <div className="mx-auto max-w-page p-4 md:p-6">
            {store ? (
              <Section key={asked} section={asked ?? 'profile'} store={store} me={me} />
            ) : (
              <SkeletonRows label="Loading settings" />
            )}
          </div>
        </div>
      </div>
    </Page>
  )
}

function Section({ section, store, me }: { section: SettingsSection; store: Id; me: Me }) {
  const settings = useQuery(storeQuery(store))
  const info = sections.find((candidate) => candidate.section === section)
  const allowed = info?.visible?.(me.role) ?? true
  const storeSection = !['agents', 'api-keys', 'account', 'system'].includes(section)
  return (
    <>
      <Link
        to="/settings/{-$section}"
        params={{ section: undefined }}
        className="mb-3 inline-flex items-center gap-1 text-ink-muted hover:text-ink md:hidden"
      >
        <ChevronLeft size={16} aria-hidden /> All settings
      </Link>
      <h2 className="text-xl font-semibold">{info?.name}</h2>
      <p className="mt-1 mb-6 text-ink-muted">
        {info?.about}
        {storeSection && me.role !== 'admin' && ' Only administrators change it.'}
      </p>
      {!allowed ? (
        <StateNotice title="Only administrators see this">Ask an administrator if you need it.</StateNotice>
      ) : settings.isPending ? (
        <SkeletonRows rows={4} label="Loading settings" />
      ) : settings.isError ? (
        <FailedNotice what="The settings" error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <SectionContent section={section} me={me} id={store} store={settings.data} />
      )}
    </>
  )
}
