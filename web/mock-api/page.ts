import type { Page } from '@/api/types'

/** One page of a list whose cursor is simply how many came before. */
export function page<T>(all: T[], query: URLSearchParams): Page<T> {
  const start = Number(query.get('cursor') ?? 0)
  const end = start + Number(query.get('limit') ?? 50)
  return { items: structuredClone(all.slice(start, end)), next_cursor: end < all.length ? String(end) : null }
}
