import type { Id, Row } from '@/api/types'
import { compareRows } from '@/live/apply'

/**
 * A list never jumps under the pointer or while somebody reads further down: it is held as it stood, each row shown with
 * its present content, and what came in waits behind a pill.
 */
export interface Settled {
  rows: { row: Row; gone: boolean }[]
  /** How many rows are new or have moved up. */
  waiting: number
}

export function settle(held: Row[] | null, fresh: Row[], actedOn: ReadonlySet<Id>): Settled {
  if (held === null) return { rows: fresh.map((row) => ({ row, gone: false })), waiting: 0 }
  const present = new Map(fresh.map((row) => [row.id, row]))
  const rows: Settled['rows'] = []
  let waiting = 0
  for (const old of held) {
    const row = present.get(old.id)
    if (row) {
      rows.push({ row, gone: false })
      if (compareRows(row, old) < 0) waiting += 1
    } else if (!actedOn.has(old.id)) {
      // Left by somebody else's doing: it stays, greyed, so that nothing shifts.
      rows.push({ row: old, gone: true })
    }
  }
  const known = new Set(held.map((row) => row.id))
  const end = held.at(-1)
  for (const row of fresh) {
    if (known.has(row.id)) continue
    if (end === undefined || compareRows(row, end) > 0) rows.push({ row, gone: false })
    else waiting += 1
  }
  return { rows, waiting }
}
