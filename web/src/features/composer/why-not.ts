import type { Detail, Me } from '@/api/types'

/** What stands where the composer would be. `open`: it can be written. */
export type Writing = { state: 'open' } | { state: 'auditor' } | { state: 'opted_out' } | { state: 'window_closed' }

export function writing(detail: Detail, me: Me, now: Date): Writing {
  if (me.role === 'auditor') return { state: 'auditor' }
  if (detail.consent === 'opted_out') return { state: 'opted_out' }
  if (detail.channel === 'whatsapp') {
    const until = detail.whatsapp_window_until
    if (!until || Date.parse(until) <= now.getTime()) return { state: 'window_closed' }
  }
  return { state: 'open' }
}
