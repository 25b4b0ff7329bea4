import { useNavigate, useSearch } from '@tanstack/react-router'
import { readWhere, regions } from './places'
import type { SortKey, Where } from './quiet-hours'

const sortKeys: SortKey[] = ['place', 'weekdays', 'saturday', 'sunday', 'since']

export interface ConsentSearch {
  where: Where
  view: 'calendar' | 'table'
  /** What the table is narrowed to. */
  q: string
  sort: { key: SortKey; backwards: boolean }
}

export function readConsentSearch(raw: Record<string, string | undefined>): ConsentSearch {
  const key = sortKeys.find((known) => known === raw.sort?.replace(/^-/, ''))
  return {
    where: readWhere(raw.country, raw.region),
    view: raw.view === 'table' ? 'table' : 'calendar',
    q: raw.q ?? '',
    sort: { key: key ?? 'place', backwards: key !== undefined && raw.sort?.startsWith('-') === true },
  }
}

/** The place that is looked at, and how: all of it in the URL. */
export function useConsentSearch() {
  const search = readConsentSearch(useSearch({ from: '/settings/{-$section}' }))
  const navigate = useNavigate({ from: '/settings/{-$section}' })
  const change = (next: Record<string, string | undefined>) =>
    void navigate({ search: (current) => ({ ...current, ...next }), replace: true })
  return {
    ...search,
    show: ({ country, region }: Where) =>
      change({ country, region: region && regions[country] ? region : undefined, view: undefined }),
    change,
  }
}
