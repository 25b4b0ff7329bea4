import { useCallback, useState } from 'react'
import type { Id, Row } from '@/api/types'

/** Which rows are ticked. A range goes from the last ticked row to this one. */
export function useSelection(rows: Row[]) {
  const [ids, setIds] = useState<ReadonlySet<Id>>(new Set())
  const [anchor, setAnchor] = useState<Id | null>(null)

  const toggle = useCallback(
    (id: Id, range: boolean) => {
      const from = rows.findIndex((row) => row.id === anchor)
      const to = rows.findIndex((row) => row.id === id)
      setIds((now) => {
        const next = new Set(now)
        if (range && from >= 0 && to >= 0) {
          for (const row of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(row.id)
        } else if (!next.delete(id)) {
          next.add(id)
        }
        return next
      })
      setAnchor(id)
    },
    [rows, anchor],
  )
  const clear = useCallback(() => setIds(new Set()), [])
  const all = useCallback(() => setIds(new Set(rows.map((row) => row.id))), [rows])
  // A row that left the list is no longer acted on.
  const selection = rows.filter((row) => ids.has(row.id))
  return { selection, has: (id: Id) => ids.has(id), toggle, clear, all }
}
