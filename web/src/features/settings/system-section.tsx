import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, Hourglass, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { explain } from '@/api/problem'
import { type Progress, rebuildViews, type View, viewsQuery } from '@/api/views'
import { about, viewHolds, viewName } from '@/lib/view-words'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { ProgressBar } from '@/ui/progress-bar'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice, StateNotice } from '@/ui/state-notice'
import { tell } from '@/ui/toast'

const count = new Intl.NumberFormat('en-GB')

/** How the views are doing, and the button that builds them anew. */
export function SystemSection({ readOnly }: { readOnly: boolean }) {
  const views = useQuery(viewsQuery())
  const [asking, setAsking] = useState(false)
  if (views.isPending) return <SkeletonRows rows={5} label="Loading the state of the views" />
  if (views.isError) {
    return <FailedNotice what="The state of the views" error={views.error} onRetry={() => void views.refetch()} />
  }
  const { head, rebuild, rebuild_failed } = views.data
  if (views.data.views.length === 0) {
    return <StateNotice title="The server is starting">What it shows is being opened.</StateNotice>
  }
  return (
    <div className="space-y-6">
      <section aria-labelledby="views" className="space-y-2">
        <h3 id="views" className="font-medium">
          What is shown
        </h3>
        <p className="text-ink-muted">
          The log has {count.format(head)} events. Everything on these pages is folded from them.
        </p>
        <ul className="divide-y divide-line rounded-md border border-line bg-surface">
          {views.data.views.map((view) => (
            <ViewRow key={view.name} view={view} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="rebuild" className="space-y-3">
        <h3 id="rebuild" className="font-medium">
          Rebuild
        </h3>
        <p className="text-ink-muted">
          Folds the whole log anew beside what is shown now, and takes its place in one moment. Nothing is lost and
          everybody can go on working. It helps when something shown here seems wrong.
        </p>
        {rebuild ? (
          <Underway label="Rebuilding the views" progress={rebuild} />
        ) : (
          <>
            {rebuild_failed && (
              <p role="alert" className="text-danger-ink">
                The last rebuild came to nothing, and everything stayed as it was: {rebuild_failed}
              </p>
            )}
            {!readOnly && (
              <Button onClick={() => setAsking(true)}>
                <RefreshCw size={16} aria-hidden /> Rebuild the views
              </Button>
            )}
          </>
        )}
      </section>
      {asking && <ConfirmRebuild onClose={() => setAsking(false)} />}
    </div>
  )
}

const looks = {
  following: { word: 'Up to date', icon: CircleCheck, ink: 'text-accent-ink' },
  catching_up: { word: 'Catching up', icon: Hourglass, ink: 'text-held-ink' },
  failed: { word: 'Stands still', icon: CircleAlert, ink: 'text-danger-ink' },
} as const

function ViewRow({ view }: { view: View }) {
  const { word, icon: Icon, ink } = looks[view.state]
  return (
    <li className="space-y-2 px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-48 flex-1">
          <p className="font-medium">{viewName(view.name)}</p>
          <p className="text-sm text-ink-muted">{viewHolds(view.name)}</p>
        </div>
        <p className={`flex items-center gap-1.5 text-sm ${ink}`}>
          <Icon size={16} aria-hidden />
          {word}
          {view.lag > 0 && view.state !== 'following' && `, ${count.format(view.lag)} events behind`}
        </p>
      </div>
      {view.progress && <Underway label={`${viewName(view.name)}: catching up`} progress={view.progress} />}
      {view.failed && <p className="text-sm text-ink-muted">Why: {view.failed}.</p>}
    </li>
  )
}

function Underway({ label, progress: { done, all, seconds_left } }: { label: string; progress: Progress }) {
  return (
    <div className="space-y-1">
      <ProgressBar label={label} done={done} all={all} />
      <p className="text-sm text-ink-muted">
        {count.format(done)} of {count.format(all)} events
        {typeof seconds_left === 'number' && done < all && `, about ${about(seconds_left)} left`}
      </p>
    </div>
  )
}

function ConfirmRebuild({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const rebuilding = useMutation({
    mutationFn: rebuildViews,
    onSuccess: (views) => {
      client.setQueryData(viewsQuery().queryKey, views)
      tell('The views are being rebuilt')
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title="Rebuild the views?"
      confirm="Rebuild"
      busy={rebuilding.isPending}
      open
      onConfirm={() => rebuilding.mutate()}
      onClose={onClose}
    >
      The server folds the whole log once more, which keeps one processor busy for a while and needs as much room on the
      disk as the views take now. It cannot be stopped from here.
      {rebuilding.isError && <p className="text-danger-ink">{explain(rebuilding.error)}</p>}
    </ConfirmDialog>
  )
}
