import type { View, Views } from '@/api/views'
import { json, problem, type Route, route } from '../route'
import type { World } from '../world'

const following = (name: string, vital: boolean): View => ({
  name,
  vital,
  state: 'following',
  checkpoint: 0,
  head: 0,
  lag: 0,
  progress: null,
  failed: null,
})

export const healthyViews = (): Views => ({
  head: 0,
  views: [
    following('conversations', false),
    following('shopping', false),
    following('directory', true),
    following('work', true),
    following('events', false),
  ],
  rebuild: null,
  rebuild_failed: null,
})

/** A rebuild begins and never ends by itself: tests set `world.views`. */
export function viewsRoutes(world: World): Route[] {
  const now = () => ({
    ...world.views,
    head: world.position,
    views: world.views.views.map((view) => ({
      ...view,
      head: world.position,
      checkpoint: view.state === 'following' ? world.position : view.checkpoint,
    })),
  })
  return [
    route('GET', '/v1/views', () => json(now())),
    route('POST', '/v1/views/rebuild', () => {
      if (world.me?.role !== 'admin') return problem(403, 'forbidden', 'your role does not allow this')
      if (world.views.rebuild) return problem(409, 'rebuild_running', 'the views are being rebuilt already')
      world.views.rebuild = { done: 0, all: world.position, seconds_left: null }
      return json(now(), 202)
    }),
  ]
}
