import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { cx } from './class-names'

export interface Column<T> {
  name: string
  cell: (row: T) => ReactNode
  /** Of the heading and of every cell: alignment, width, from which screen on it is shown. */
  className?: string
}

interface DataTableProps<T> {
  label: string
  columns: Column<T>[]
  rows: T[]
  rowKey: (row: T) => string | number
  /** The row that a panel beside the table is about. */
  isCurrent?: (row: T) => boolean
  /** The end comes into sight: time to load more. */
  onEnd?: () => void
  loadingMore?: boolean
}

const estimatedRowPx = 53
const headingPx = 33

/**
 * A long table of which only the visible rows exist. One cell of each row holds a link or button with `rowLinkClass`,
 * which makes the whole row its target; arrow keys go from row to row.
 */
export function DataTable<T>({ label, columns, rows, rowKey, isCurrent, onEnd, loadingMore }: DataTableProps<T>) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedRowPx,
    scrollPaddingStart: headingPx,
    overscan: 10,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : rowKey(row)
    },
  })
  const shown = virtual.getVirtualItems()
  const lastShown = shown.at(-1)?.index ?? -1
  const nearEnd = rows.length > 0 && lastShown >= rows.length - 15

  useEffect(() => {
    if (nearEnd) onEnd?.()
  }, [nearEnd, onEnd])

  const spaceBefore = shown[0]?.start ?? 0
  const spaceAfter = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0)

  return (
    <section ref={scroller} onKeyDown={moveByArrow} className="min-h-0 flex-1 overflow-auto" aria-label={label}>
      <table
        aria-label={label}
        aria-rowcount={rows.length + 1}
        className="w-full table-fixed border-separate border-spacing-0 text-left"
      >
        <thead className="sticky top-0 z-10">
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                className={cx(
                  'h-8 border-b border-line bg-canvas px-3 text-xs font-medium whitespace-nowrap text-ink-muted first:pl-4 last:pr-4',
                  column.className,
                )}
              >
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spaceBefore > 0 && <Space height={spaceBefore} />}
          {shown.map((item) => {
            const row = rows[item.index] as T
            return (
              <tr
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                aria-rowindex={item.index + 2}
                className={cx(
                  'relative bg-surface hover:bg-hover',
                  isCurrent?.(row) && 'bg-accent-soft hover:bg-accent-soft',
                )}
              >
                {columns.map((column) => (
                  <td
                    key={column.name}
                    className={cx('h-13 border-b border-line px-3 py-1.5 first:pl-4 last:pr-4', column.className)}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
          {spaceAfter > 0 && <Space height={spaceAfter} />}
        </tbody>
      </table>
      {loadingMore && <p className="p-3 text-center text-sm text-ink-muted">Loading more…</p>}
    </section>
  )
}

/** Stretches a link or button over its whole row. */
export const rowLinkClass =
  'outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus'

function Space({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  )
}

function moveByArrow(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
  const row = (event.target as Element).closest('tbody tr')
  if (!row) return
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling
  const target = next?.querySelector<HTMLElement>('a, button')
  if (!target) return
  event.preventDefault()
  target.focus()
  target.scrollIntoView({ block: 'nearest' })
}
