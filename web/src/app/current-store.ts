import { useQuery } from '@tanstack/react-query'
import { storesQuery } from '@/api/queries'
import type { Id } from '@/api/types'
import { createStore, useStore } from '@/lib/store'
import { readStored, writeStored } from '@/lib/stored'

const chosen = createStore<Id | null>(readStored('store'))

export function chooseStore(store: Id) {
  writeStored('store', store)
  chosen.set(store)
}

/** The store whose conversations are shown; `null` until the stores are known, or when there is none. */
export function useCurrentStore(): Id | null {
  const stores = useQuery(storesQuery()).data
  const id = useStore(chosen)
  if (!stores) return null
  return stores.find((store) => store.id === id)?.id ?? stores[0]?.id ?? null
}
