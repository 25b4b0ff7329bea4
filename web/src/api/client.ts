import { problemFrom } from './problem'
import { authorised } from './session'

type Query = Record<string, string | number | boolean | null | undefined>

export interface Options {
  query?: Query
  /** Sent as JSON, unless it is a Blob. */
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Makes repeating a POST harmless; a fresh one is made when none is given. */
  idempotencyKey?: string
}

export function address(path: string, query: Query = {}): URL {
  const url = new URL(path, window.location.origin)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '' && value !== false)
      url.searchParams.set(name, String(value))
  }
  return url
}

/** One call of the API. Throws a `Problem` for everything that is not a success. */
export async function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const response = await send(method, path, options)
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
}

export async function send(method: string, path: string, options: Options = {}): Promise<Response> {
  const headers = new Headers(options.headers)
  let body: BodyInit | undefined
  if (options.body instanceof Blob) {
    body = options.body
  } else if (options.body !== undefined) {
    body = JSON.stringify(options.body)
    headers.set('Content-Type', 'application/json')
  }
  if (method === 'POST') headers.set('Idempotency-Key', options.idempotencyKey ?? crypto.randomUUID())
  const url = address(path, options.query)
  const response = await authorised(new Request(url, { method, headers, body, signal: options.signal }))
  if (!response.ok) throw await problemFrom(response)
  return response
}
