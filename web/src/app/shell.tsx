import type { ReactNode } from 'react'
import type { Me } from '@/api/types'
import { Navigation } from './navigation'

export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  return (
    <div className="flex h-full min-h-0">
      <Navigation me={me} />
      <div className="flex min-h-0 min-w-0 flex-1">{children}</div>
    </div>
  )
}
