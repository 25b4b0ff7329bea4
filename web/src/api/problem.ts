/** An answer of the API that says no (RFC 9457), or the network that did not answer. */
export class Problem extends Error {
  override readonly name = 'Problem'

  constructor(
    /** HTTP status; 0 when the server could not be reached. */
    readonly status: number,
    /** Stable, for code to decide by. */
    readonly code: string,
    readonly detail: string,
    /** JSON pointer to the offending field of the body. */
    readonly pointer: string | null = null,
    readonly requestId: string | null = null,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(detail || code)
  }
}

export const unreachable = () =>
  new Problem(0, 'unreachable', 'The server cannot be reached. Check the connection; what you typed is kept.')

export async function problemFrom(response: Response): Promise<Problem> {
  const body = await response.json().catch(() => null)
  const field = (name: string): string | null => {
    const value: unknown = body && typeof body === 'object' ? (body as Record<string, unknown>)[name] : null
    return typeof value === 'string' ? value : null
  }
  const retryAfter = Number(response.headers.get('Retry-After'))
  return new Problem(
    response.status,
    field('code') ?? `http_${response.status}`,
    field('detail') ?? field('title') ?? '',
    field('pointer'),
    field('request_id') ?? response.headers.get('X-Request-Id'),
    Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null,
  )
}

/** What to tell a person: what was wrong and what to do. The server's own words win unless we know a better next step. */
export function explain(error: unknown): string {
  if (!(error instanceof Problem)) return 'Something went wrong in the app. Reload the page and try again.'
  switch (error.code) {
    case 'rate_limited':
      return `Too many requests. Try again in ${error.retryAfterSeconds ?? 30} seconds.`
    case 'version_conflict':
      return 'Somebody changed this meanwhile. Look at the new state and try again.'
    case 'log_read_only':
      return 'The server cannot save anything right now. Tell an administrator; nothing was lost.'
    case 'view_behind':
      return 'The server is still catching up. Try again in a moment.'
    case 'forbidden':
      return 'Your role does not allow this. Ask an administrator.'
    case 'contact_opted_out':
      return 'The customer unsubscribed: nothing can be sent until they opt in again.'
    case 'contact_erased':
      return 'The customer was erased: nothing can be sent to them or kept of them.'
    case 'message_not_pending':
      return 'The message has already left or was stopped.'
  }
  if (error.detail) return sentence(error.detail)
  if (error.status >= 500) return 'The server failed. Try again in a moment.'
  return 'The server refused this request.'
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(capital) ? capital : `${capital}.`
}
