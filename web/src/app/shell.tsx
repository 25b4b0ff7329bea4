import { useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import type { Me } from '@/api/types'
import { overlay } from '@/commands/overlay'
import { useShortcuts } from '@/commands/use-shortcuts'
import { forgetDraft } from '@/features/composer/drafts'
import { usePresence } from '@/features/presence/use-presence'
import { useStore } from '@/lib/store'
import { startFeed } from '@/live/feed'
import { createFeedCache } from '@/live/feed-cache'
import { ConnectionBanner } from './connection-banner'
import { useCurrentStore } from './current-store'
import { useDemo } from './demo'
import { Navigation } from './navigation'
import { ViewsBanner } from './views-banner'

const Overlays = lazy(() => import('./overlays'))

/** Everything around the page: navigation, the live feed, keys, presence, sheets. One for each signed-in person. */
export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const queries = useQueryClient()
  const store = useCurrentStore()
  const demo = useDemo()
  useEffect(() => {
    if (!store) return
    const cache = createFeedCache(queries, me.id, forgetDraft)
    const stop = startFeed(store, cache)
    return () => {
      stop()
      cache.stop()
    }
  }, [queries, me.id, store])
  useShortcuts(me, demo)
  usePresence(me, store)
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ConnectionBanner />
      <ViewsBanner me={me} />
      <div className="flex min-h-0 flex-1">
        <Navigation me={me} />
        <div className="flex min-h-0 min-w-0 flex-1">{children}</div>
      </div>
      <SheetsOnDemand me={me} />
    </div>
  )
}

function SheetsOnDemand({ me }: { me: Me }) {
  const wanted = useStore(overlay) !== null
  const [ever, setEver] = useState(false)
  if (wanted && !ever) setEver(true)
  return (
    ever && (
      <Suspense>
        <Overlays me={me} />
      </Suspense>
    )
  )
}
