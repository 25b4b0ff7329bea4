import type { ApiKey, Section, Sections } from '@/api/settings'
import type { Agent } from '@/api/types'
import { storeSections } from '@/features/settings/sections'
import { type Call, json, problem, type Route, route } from '../route'
import type { World } from '../world'

let made = 0
const freshId = (what: string) => {
  made += 1
  return `${what}-new-${made}`
}

export function settingsRoutes(world: World): Route[] {
  const keys: ApiKey[] = [
    {
      id: 'key-warehouse',
      name: 'Warehouse sync',
      scopes: ['read', 'events'],
      issued_by: 'agent-ana',
      issued_at: world.now().toISOString(),
    },
  ]
  const adminOnly =
    (work: (call: Call) => Response): Route['handle'] =>
    (call) =>
      world.me?.role === 'admin' ? work(call) : problem(403, 'forbidden', 'your role does not allow this')
  const written = () => {
    world.position += 1
    return { position: world.position, version: 1 }
  }
  const save = <S extends Section>(section: S, value: Sections[S]) => {
    Object.assign(world.store, storeSections[section].into(world.store, value))
  }
  return [
    route(
      'PUT',
      '/v1/stores/:store/:section',
      adminOnly(({ params, body, request }) => {
        const section = params.section as Section
        if (!(section in storeSections)) return problem(404, 'not_found', 'there is no such section')
        const expected = request.headers.get('If-Match')
        if (expected && expected !== `"${world.store.version}"`) {
          return problem(412, 'version_conflict', 'the store changed meanwhile')
        }
        if (JSON.stringify(body).includes('refuse this'))
          return problem(422, 'setting_invalid', '`name` is refused by the mock')
        save(section, body as Sections[Section])
        world.store.version += 1
        return json({ ...written(), version: world.store.version })
      }),
    ),
    route(
      'POST',
      '/v1/agents',
      adminOnly(({ body }) => {
        const { name, email, role, password } = body as Agent & { password: string }
        if (password.length < 8)
          return problem(422, 'agent_invalid', 'the password is too easy to guess: use several words')
        const agent: Agent = { id: freshId('agent'), name, email, role, active: true }
        world.agents.push(agent)
        return json({ ...agent, ...written() }, 201)
      }),
    ),
    route(
      'PATCH',
      '/v1/agents/:id',
      adminOnly(({ params, body }) => {
        const agent = world.agents.find((candidate) => candidate.id === params.id)
        if (!agent) return problem(404, 'agent_not_found', 'there is no such agent')
        Object.assign(agent, body)
        return json(written())
      }),
    ),
    route('POST', '/v1/me/password', ({ body }) =>
      (body as { current: string }).current === 'wrong'
        ? problem(422, 'password_wrong', 'the current password is wrong', '/body/current')
        : new Response(null, { status: 204 }),
    ),
    route(
      'GET',
      '/v1/api-keys',
      adminOnly(() => json({ items: keys })),
    ),
    route(
      'POST',
      '/v1/api-keys',
      adminOnly(({ body }) => {
        const key: ApiKey = {
          id: freshId('key'),
          ...(body as Pick<ApiKey, 'name' | 'scopes'>),
          issued_by: world.me?.id ?? '',
          issued_at: world.now().toISOString(),
        }
        keys.push(key)
        return json({ ...key, ...written(), secret: `tk_${key.id}_not-a-real-secret` }, 201)
      }),
    ),
    route(
      'DELETE',
      '/v1/api-keys/:id',
      adminOnly(({ params }) => {
        const place = keys.findIndex((key) => key.id === params.id)
        if (place < 0) return problem(404, 'api_key_not_found', 'there is no such API key')
        keys.splice(place, 1)
        return new Response(null, { status: 204 })
      }),
    ),
  ]
}
