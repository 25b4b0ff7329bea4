import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Hourglass } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Me } from '@/api/types'
import { viewsQuery } from '@/api/views'
import { behindInWords } from '@/lib/view-words'

/** Says which part of what is shown is behind. What has caught up is read again: the live feed did not tell of it. */
export function ViewsBanner({ me }: { me: Me }) {
  const client = useQueryClient()
  const views = useQuery(viewsQuery()).data?.views
  const behind = views?.filter(({ state }) => state !== 'following').map(({ name }) => name)
  const before = useRef<string[]>([])
  useEffect(() => {
    if (!behind) return
    const caughtUp = before.current.some((name) => !behind.includes(name))
    before.current = behind
    if (caughtUp) {
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== viewsQuery().queryKey[0] })
    }
  }, [behind, client])
  const words = views ? behindInWords(views) : null
  return (
    <div role="status" className="shrink-0">
      {words && (
        <p className="flex items-center justify-center gap-2 border-b border-held-line bg-held-soft px-4 py-1.5 text-sm text-held-ink">
          <Hourglass size={16} aria-hidden className="shrink-0" />
          <span>
            {words}{' '}
            {me.role !== 'agent' && (
              <Link to="/settings/{-$section}" params={{ section: 'system' }} className="font-medium underline">
                See why
              </Link>
            )}
          </span>
        </p>
      )}
    </div>
  )
}
