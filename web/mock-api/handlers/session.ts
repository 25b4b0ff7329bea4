import { json, problem, type Route, route } from '../route'
import type { World } from '../world'

const permissions = { admin: ['*'], agent: ['conversations.write'], auditor: ['events.read'] }

/** Any e-mail of the seed signs in, with any password but `wrong`. */
export function sessionRoutes(world: World): Route[] {
  const opened = () => json({ access_token: `mock-${world.me?.id}`, expires_in: 900, agent: world.me })
  const remember = (id: string | null) => {
    if (typeof sessionStorage === 'undefined') return
    if (id) sessionStorage.setItem('mock.agent', id)
    else sessionStorage.removeItem('mock.agent')
  }
  return [
    route('POST', '/v1/session', ({ body }) => {
      const { email, password } = body as { email: string; password: string }
      const agent = world.agents.find((candidate) => candidate.email === email && candidate.active)
      if (!agent || password === 'wrong')
        return problem(401, 'credentials_invalid', 'the e-mail or the password is wrong')
      world.me = agent
      remember(agent.id)
      return opened()
    }),
    route('POST', '/v1/session/refresh', () => {
      const kept = typeof sessionStorage === 'undefined' ? null : sessionStorage.getItem('mock.agent')
      world.me ??= world.agents.find((agent) => agent.id === kept) ?? null
      return world.me ? opened() : problem(401, 'unauthenticated', 'there is no session')
    }),
    route('DELETE', '/v1/session', () => {
      world.me = null
      remember(null)
      return new Response(null, { status: 204 })
    }),
    route('GET', '/v1/me', () =>
      world.me
        ? json({ ...world.me, permissions: permissions[world.me.role] })
        : problem(401, 'unauthenticated', 'sign in'),
    ),
  ]
}
