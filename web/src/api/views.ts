import { queryOptions } from '@tanstack/react-query'
import { call } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

/** A part of what is shown, folded from the log: it stands still and goes on by itself. */
export type View = Schemas['ViewStanding']
export type Views = Schemas['ViewsStanding']
export type Progress = Schemas['ProgressStanding']

const quietMs = 30_000
const busyMs = 2_000

export const isSettled = (views: Views) => !views.rebuild && views.views.every((view) => view.state === 'following')

/** Asked again by itself, often while something moves. */
export const viewsQuery = () =>
  queryOptions({
    queryKey: ['views'],
    queryFn: ({ signal }) => call<Views>('GET', '/v1/views', { signal }),
    refetchInterval: ({ state }) => (state.data && !isSettled(state.data) ? busyMs : quietMs),
  })

/** Refused with `rebuild_running` while one is under way. */
export const rebuildViews = () => call<Views>('POST', '/v1/views/rebuild')
