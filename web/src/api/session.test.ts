import { beforeEach, describe, expect, it } from 'vitest'
import { call } from './client'
import { replaceTransport, restoreSession, session, signIn } from './session'

const ana = { id: 'ana', name: 'Ana', email: 'ana@fern.example', role: 'agent', active: true }
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })

/** A server that knows one token at a time. */
const server = { token: 1, cookie: true, refreshes: 0 }

beforeEach(() => {
  Object.assign(server, { token: 1, cookie: true, refreshes: 0 })
  session.set({ state: 'unknown' })
  replaceTransport(async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/v1/session') return json({ access_token: `t${server.token}`, expires_in: 900, agent: ana })
    if (pathname === '/v1/session/refresh') {
      server.refreshes += 1
      if (!server.cookie) return json({ code: 'session_ended' }, 401)
      return json({ access_token: `t${server.token}`, expires_in: 900, agent: ana })
    }
    if (request.headers.get('Authorization') !== `Bearer t${server.token}`) return json({ code: 'token_expired' }, 401)
    return json(pathname === '/v1/me' ? { ...ana, permissions: [] } : { ok: true })
  })
})

describe('a session', () => {
  it('is restored by the cookie', async () => {
    await restoreSession()
    expect(session.get().state).toBe('signed_in')
  })

  it('is signed out when there is no cookie', async () => {
    server.cookie = false
    await restoreSession()
    expect(session.get().state).toBe('signed_out')
  })

  it('renews a refused token once for all calls that wait for it', async () => {
    await signIn('ana@fern.example', 'x')
    server.token = 2
    await Promise.all([call('GET', '/v1/a'), call('GET', '/v1/b'), call('GET', '/v1/c')])
    expect(server.refreshes).toBe(1)
  })

  it('keeps who it was when it has ended, so that the page can stay', async () => {
    await signIn('ana@fern.example', 'x')
    server.token = 2
    server.cookie = false
    await expect(call('GET', '/v1/a')).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(session.get()).toMatchObject({ state: 'expired', me: { id: 'ana' } })
  })
})
