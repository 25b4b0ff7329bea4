import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { buttonClass } from '@/ui/button'
import { FailedNotice, StateNotice } from '@/ui/state-notice'

export function NotFound() {
  return (
    <main className="flex-1">
      <h1 className="sr-only">Page not found</h1>
      <StateNotice
        title="There is no such page"
        action={
          <Link to="/inbox/$box/{-$conversation}" params={{ box: 'inbox' }} className={buttonClass('primary')}>
            Go to the inbox
          </Link>
        }
      >
        The address may be mistyped, or the page has moved.
      </StateNotice>
    </main>
  )
}

export function RouteFailed({ error, reset }: ErrorComponentProps) {
  return (
    <main className="flex-1">
      <h1 className="sr-only">Page failed</h1>
      <FailedNotice what="This page" error={error} onRetry={reset} />
    </main>
  )
}
