import { createStore } from '@/lib/store'
import { Problem, problemFrom, unreachable } from './problem'
import type { Me, SessionOpened } from './types'

/**
 * Who is signed in. The access token lives in memory only; the refresh token is a cookie that scripts cannot read.
 * `expired` keeps `me`, so that the page behind the sign-in overlay, and what was typed there, stays.
 */
export type Session =
  | { state: 'unknown' }
  | { state: 'signed_out' }
  | { state: 'signed_in'; me: Me }
  | { state: 'expired'; me: Me }
  | { state: 'unreachable' }

export const session = createStore<Session>({ state: 'unknown' })

let token: { value: string; expiresAt: number } | null = null
let refreshing: Promise<boolean> | null = null
/** Replaced by the in-browser mock during development and in tests. */
let transport: (request: Request) => Promise<Response> = (request) => fetch(request)

export function replaceTransport(replacement: (request: Request) => Promise<Response>) {
  transport = replacement
}

const url = (path: string) => new URL(path, window.location.origin)

async function reach(request: Request): Promise<Response> {
  try {
    return await transport(request)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreachable()
  }
}

/** Only one tab may spend the refresh cookie at a time: a cookie used twice ends the session as stolen. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request('threadkeep-session', work) : work()
}

/** Signing in or out in one tab is known to the others, which share the cookie. */
const otherTabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('threadkeep-session')
if (otherTabs) {
  otherTabs.onmessage = ({ data }: MessageEvent<'signed_in' | 'signed_out'>) => {
    const { state } = session.get()
    if (data === 'signed_in' && (state === 'expired' || state === 'signed_out')) void refresh().catch(() => undefined)
    if (data === 'signed_out' && state !== 'signed_out') forget()
  }
}

function forget() {
  token = null
  session.set({ state: 'signed_out' })
}

async function open(opened: SessionOpened): Promise<void> {
  token = { value: opened.access_token, expiresAt: performance.now() + opened.expires_in * 1000 }
  const response = await reach(new Request(url('/v1/me'), { headers: bearer() }))
  if (!response.ok) throw await problemFrom(response)
  session.set({ state: 'signed_in', me: (await response.json()) as Me })
}

function bearer(): HeadersInit {
  return token ? { Authorization: `Bearer ${token.value}` } : {}
}

/** Renews the access token by the cookie. `false` when there is no session any more. */
export function refresh(): Promise<boolean> {
  refreshing ??= alone(async () => {
    const response = await reach(new Request(url('/v1/session/refresh'), { method: 'POST' }))
    if (response.status === 401) {
      token = null
      session.set((now) =>
        now.state === 'signed_in' || now.state === 'expired'
          ? { state: 'expired', me: now.me }
          : { state: 'signed_out' },
      )
      return false
    }
    if (!response.ok) throw await problemFrom(response)
    await open((await response.json()) as SessionOpened)
    return true
  }).finally(() => {
    refreshing = null
  })
  return refreshing
}

export async function restoreSession(): Promise<void> {
  try {
    await refresh()
  } catch {
    session.set({ state: 'unreachable' })
  }
}

export async function signIn(email: string, password: string): Promise<void> {
  await alone(async () => {
    const request = new Request(url('/v1/session'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
    const response = await reach(request)
    if (!response.ok) throw await problemFrom(response)
    await open((await response.json()) as SessionOpened)
  })
  otherTabs?.postMessage('signed_in')
}

export async function signOut(): Promise<void> {
  await authorised(new Request(url('/v1/session'), { method: 'DELETE' })).catch(() => undefined)
  forget()
  otherTabs?.postMessage('signed_out')
}

/** Sends with the access token, renewing it when it is about to end or was refused. */
export async function authorised(request: Request): Promise<Response> {
  const aboutToEnd = token !== null && performance.now() > token.expiresAt - 20_000
  if (token === null || aboutToEnd) await refresh()
  const attempt = () => {
    const copy = request.clone()
    for (const [name, value] of Object.entries(bearer())) copy.headers.set(name, value)
    return reach(copy)
  }
  const response = await attempt()
  if (response.status !== 401) return response
  const renewed = await refresh()
  if (!renewed) throw new Problem(401, 'unauthenticated', 'Your session has ended. Sign in again to go on.')
  return attempt()
}

/** The signed-in person, for code that runs only behind the sign-in. */
export function currentMe(): Me {
  const now = session.get()
  if (now.state === 'signed_in' || now.state === 'expired') return now.me
  throw new Problem(401, 'unauthenticated', 'Sign in first.')
}
