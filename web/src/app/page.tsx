import type { ReactNode } from 'react'
import { NavigationButton } from './navigation-button'

/** A page beside the inbox: a title, actions on the right, and content that scrolls. */
export function Page({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
      <header className="flex min-h-topbar shrink-0 flex-wrap items-center gap-3 border-b border-line bg-surface px-4 py-2">
        <NavigationButton />
        <h1 className="min-w-0 flex-1 text-lg font-semibold">{title}</h1>
        {actions}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </main>
  )
}
