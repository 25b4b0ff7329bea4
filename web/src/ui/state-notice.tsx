import type { ReactNode } from 'react'
import { explain } from '@/api/problem'
import { Button } from './button'

/** An empty, forbidden or failed screen: one sentence and one action. */
export function StateNotice({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex h-full min-h-40 flex-col items-center justify-center gap-2 p-6 text-center">
      {icon && <div className="text-ink-faint">{icon}</div>}
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-96 text-balance text-ink-muted">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}

export function FailedNotice({ what, error, onRetry }: { what: string; error: unknown; onRetry: () => void }) {
  return (
    <div role="alert" className="h-full">
      <StateNotice title={`${what} could not be loaded`} action={<Button onClick={onRetry}>Try again</Button>}>
        {explain(error)}
      </StateNotice>
    </div>
  )
}
