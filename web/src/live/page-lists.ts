import type { QueryClient } from '@tanstack/react-query'

/** Lists beside the inbox are not folded change by change; what they show is asked for again when it may differ. */
const rootsOf: Record<string, string[]> = {
  cart_updated: ['carts'],
  order_placed: ['carts', 'orders'],
  order_updated: ['orders'],
  conversation_started: ['contacts', 'simulator'],
  contact_updated: ['contacts', 'carts', 'orders', 'simulator'],
  consent_requested: ['contacts'],
  contact_opted_in: ['contacts'],
  contact_opted_out: ['contacts'],
  contact_suppressed: ['contacts'],
}

export function refreshPageLists(queries: QueryClient, eventType: string): void {
  for (const root of rootsOf[eventType] ?? []) {
    void queries.invalidateQueries({ queryKey: [root] }, { cancelRefetch: false })
  }
}
