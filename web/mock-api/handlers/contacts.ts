import type { ContactEntry } from '@/api/contacts'
import { page } from '../page'
import { json, type Route, route } from '../route'
import type { World } from '../world'

export function contactRoutes(world: World): Route[] {
  return [
    route('GET', '/v1/contacts', ({ query }) => {
      const q = query.get('q')?.toLowerCase() ?? ''
      const digits = q.replace(/\D/g, '')
      const entries: ContactEntry[] = [...world.conversations.values()]
        .map(({ detail }) => ({
          ...detail.contact,
          store: detail.store,
          conversation: detail.id,
          address: detail.address,
          address_display: detail.address_display,
          consent: detail.consent,
          last_activity_at: detail.last_activity_at,
        }))
        .filter(
          ({ name, address }) =>
            q === '' || name?.toLowerCase().includes(q) || (digits !== '' && address.includes(digits)),
        )
        .sort((one, other) => (one.name ?? '\u{10ffff}').localeCompare(other.name ?? '\u{10ffff}'))
      return json(page(entries, query))
    }),
  ]
}
