import { readBoxes } from '@/api/conversations'
import { session } from '@/api/session'
import type { Counts, ErasureChange, Id, LiveChange } from '@/api/types'
import { createStore } from '@/lib/store'
import { readEventStream, type ServerEvent } from './event-stream'
import type { FeedCache } from './feed-cache'

export type FeedStatus = 'connecting' | 'live' | 'lost' | 'back'
export const feedStatus = createStore<FeedStatus>('connecting')

type Listener = (change: LiveChange, context: { leading: boolean }) => void
const listeners = new Set<Listener>()

/** Called for each change as it happens, not for those caught up with after a long absence. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const firstRetryMs = 500
const longestRetryMs = 8_000
/** A stream that lasted this long was a good one. */
const steadyMs = 2_000
/** After a longer absence reading everything anew is cheaper than catching up change by change. */
const catchUpForMs = 5 * 60_000

type Relayed = { kind: 'event'; event: ServerEvent } | { kind: 'status'; status: FeedStatus } | { kind: 'hello' }

/**
 * The live feed of this browser. Browsers allow six connections a host, so one tab reads the stream and relays it to the
 * others; when it closes, another takes over from the last position it saw.
 */
export function startFeed(store: Id, cache: FeedCache): () => void {
  const stopped = new AbortController()
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('threadkeep-live')
  let position = 0
  let leading = false

  function setStatus(status: FeedStatus) {
    if (feedStatus.get() === 'lost' && status === 'live') {
      feedStatus.set('back')
      setTimeout(() => feedStatus.set((now) => (now === 'back' ? 'live' : now)), 2_500)
    } else if (!(feedStatus.get() === 'back' && status === 'live')) {
      feedStatus.set(status)
    }
    if (leading) channel?.postMessage({ kind: 'status', status } satisfies Relayed)
  }

  function receive(event: ServerEvent) {
    if (event.event === 'change') {
      const change = JSON.parse(event.data) as LiveChange
      if (change.position <= position) return
      position = change.position
      cache.change(change)
      for (const listener of listeners) listener(change, { leading })
    } else if (event.event === 'counts') {
      cache.counts(JSON.parse(event.data) as Counts)
    } else if (event.event === 'settings') {
      cache.settings()
    } else if (event.event === 'erasure') {
      cache.erase(JSON.parse(event.data) as ErasureChange)
    }
    if (event.id !== null && event.id > position) position = event.id
  }

  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<Relayed>) => {
      if (data.kind === 'event') receive(data.event)
      else if (data.kind === 'status' && !leading) setStatus(data.status)
      else if (data.kind === 'hello' && leading) {
        channel.postMessage({ kind: 'status', status: feedStatus.get() } satisfies Relayed)
      }
    }
    channel.postMessage({ kind: 'hello' } satisfies Relayed)
  }

  /** Where the feed begins for this tab: what was read before is read again, so that nothing falls between. */
  async function begin() {
    const counts = await readBoxes(store, stopped.signal)
    position = Math.max(position, counts.position)
    cache.counts(counts)
    cache.start(counts.position)
  }

  async function lead() {
    leading = true
    let retryMs = firstRetryMs
    let lostAt: number | null = null
    while (!stopped.signal.aborted) {
      let openedAt: number | null = null
      try {
        if (position === 0 || (lostAt !== null && Date.now() - lostAt > catchUpForMs)) await begin()
        await readEventStream(store, position, stopped.signal, {
          open: () => {
            openedAt = performance.now()
            lostAt = null
            retryMs = firstRetryMs
            setStatus('live')
          },
          event: (event) => {
            receive(event)
            channel?.postMessage({ kind: 'event', event } satisfies Relayed)
          },
        })
      } catch {
        // Whatever ended it, the answer is the same: resume from the last position.
      }
      if (stopped.signal.aborted) break
      lostAt ??= Date.now()
      await signedInAgain(stopped.signal)
      // The server ends the stream with the access token. That is no reason to worry anybody: try at once.
      if (openedAt !== null && performance.now() - openedAt > steadyMs) continue
      setStatus('lost')
      await pause(retryMs * (0.75 + Math.random() / 2), stopped.signal)
      retryMs = Math.min(retryMs * 2, longestRetryMs)
    }
    leading = false
  }

  if (navigator.locks && channel) {
    navigator.locks.request('threadkeep-live', { signal: stopped.signal }, lead).catch(() => undefined)
    // A tab that only listens must still begin somewhere.
    void begin().catch(() => undefined)
  } else {
    void lead()
  }

  return () => {
    stopped.abort()
    channel?.close()
    feedStatus.set('connecting')
  }
}

/** Ends early when the browser says that it is online again or the tab is looked at. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const events = new AbortController()
    const done = () => {
      clearTimeout(timer)
      events.abort()
      resolve()
    }
    const timer = setTimeout(done, ms)
    window.addEventListener('online', done, { signal: events.signal })
    signal.addEventListener('abort', done, { signal: events.signal })
  })
}

function signedInAgain(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (session.get().state !== 'expired' || signal.aborted) {
        unsubscribe()
        resolve()
      }
    }
    const unsubscribe = session.subscribe(check)
    signal.addEventListener('abort', check, { once: true })
    check()
  })
}
