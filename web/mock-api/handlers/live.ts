import type { LiveChange } from '@/api/types'
import { type Route, route } from '../route'
import { counts, type World } from '../world'

export function liveRoutes(world: World): Route[] {
  return [
    route('GET', '/v1/live', ({ request }) => {
      const encoder = new TextEncoder()
      let stop = () => {}
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          const write = (event: string, data: unknown) =>
            controller.enqueue(
              encoder.encode(`id: ${world.position}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
            )
          const listener = (change: LiveChange) => {
            write('change', change)
            write('counts', counts(world))
          }
          const heartbeat = setInterval(() => controller.enqueue(encoder.encode(': heartbeat\n\n')), 15_000)
          stop = () => {
            clearInterval(heartbeat)
            world.listeners.delete(listener)
          }
          controller.enqueue(encoder.encode(': hello\n\n'))
          world.listeners.add(listener)
          request.signal.addEventListener('abort', () => {
            stop()
            controller.error(new DOMException('aborted', 'AbortError'))
          })
        },
        cancel: () => stop(),
      })
      return new Response(stream, { headers: { 'Content-Type': 'text/event-stream' } })
    }),
  ]
}
