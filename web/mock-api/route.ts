/** A fake server, just real enough: one function from request to response, with a world behind it. */

export interface Call {
  request: Request
  params: Record<string, string>
  query: URLSearchParams
  body: unknown
}

export interface Route {
  method: string
  pattern: RegExp
  handle: (call: Call) => Response | Promise<Response>
}

/** `route('GET', '/v1/conversations/:id', …)` */
export function route(method: string, path: string, handle: Route['handle']): Route {
  const pattern = new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
  return { method, pattern, handle }
}

export const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

export const problem = (status: number, code: string, detail: string, pointer?: string) =>
  new Response(
    JSON.stringify({ type: 'about:blank', title: code, status, code, detail, pointer, request_id: 'mock' }),
    {
      status,
      headers: { 'Content-Type': 'application/problem+json' },
    },
  )

export async function answer(routes: Route[], request: Request): Promise<Response> {
  const url = new URL(request.url)
  for (const { method, pattern, handle } of routes) {
    const match = method === request.method ? pattern.exec(url.pathname) : null
    if (!match) continue
    const params = Object.fromEntries(Object.entries(match.groups ?? {}).map(([k, v]) => [k, decodeURIComponent(v)]))
    const isJson = request.headers.get('Content-Type')?.includes('application/json')
    return handle({ request, params, query: url.searchParams, body: isJson ? await request.json() : null })
  }
  return problem(404, 'not_found', 'there is no such route')
}
