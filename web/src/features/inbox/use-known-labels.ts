import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { keys } from '@/api/queries'
import type { ListData } from '@/live/apply'

/** Labels seen on any list of this page, in alphabetical order. */
export function useKnownLabels(): string[] {
  const queries = useQueryClient()
  const joined = useSyncExternalStore(
    (listener) => queries.getQueryCache().subscribe(listener),
    () => {
      const labels = new Set<string>()
      for (const [, list] of queries.getQueriesData<ListData>({ queryKey: keys.lists })) {
        for (const page of list?.pages.slice(0, 10) ?? [])
          for (const row of page.items) for (const label of row.labels) labels.add(label)
      }
      return [...labels].sort().join('\n')
    },
  )
  return joined === '' ? [] : joined.split('\n')
}
