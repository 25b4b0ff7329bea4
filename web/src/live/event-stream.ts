import { createParser } from 'eventsource-parser'
import { send } from '@/api/client'
import type { Id } from '@/api/types'

export interface ServerEvent {
  id: number | null
  event: string
  data: string
}

/** The server sends a heartbeat each 15 seconds; silence for this long means that the connection is dead. */
const silenceMs = 40_000

/**
 * Reads the live stream until it ends, fails or is aborted. `fetch` rather than EventSource, because the access token
 * travels in a header and never in a URL.
 */
export async function readEventStream(
  store: Id,
  after: number,
  signal: AbortSignal,
  on: { open: () => void; event: (event: ServerEvent) => void },
): Promise<void> {
  const silence = new AbortController()
  const headers = { Accept: 'text/event-stream', 'Last-Event-ID': String(after) }
  const combined = AbortSignal.any([signal, silence.signal])
  const response = await send('GET', '/v1/live', { query: { store, after }, headers, signal: combined })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) return
  on.open()
  const parser = createParser({
    onEvent: ({ id, event, data }) => on.event({ id: id ? Number(id) : null, event: event ?? 'message', data }),
  })
  try {
    for (;;) {
      const watchdog = setTimeout(() => silence.abort(), silenceMs)
      const { done, value } = await reader.read().finally(() => clearTimeout(watchdog))
      if (done) return
      parser.feed(value)
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}
