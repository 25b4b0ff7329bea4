import type { Id, Item, UploadedMedia } from '@/api/types'
import { createStore } from '@/lib/store'

/**
 * Messages as the agent wrote them, before the log has them: they stand in the thread in the same frame and give way to
 * the real one when it comes back with the same client id.
 */
export interface Echo {
  clientId: string
  conversation: Id
  body: string
  media: UploadedMedia[]
  at: string
  sendAt: string | null
  /** The WhatsApp template it was made from. */
  template?: string
  state: 'sending' | 'refused'
  /** Why it was refused, in words with what to do. */
  reason: string | null
}

export const echoes = createStore<Echo[]>([])

export const addEcho = (echo: Echo) => echoes.set((now) => [...now, echo])
export const dropEcho = (clientId: string) => echoes.set((now) => now.filter((echo) => echo.clientId !== clientId))
export const dropEchoesOf = (conversation: Id) =>
  echoes.set((now) => now.filter((echo) => echo.conversation !== conversation))
export const changeEcho = (clientId: string, change: Partial<Echo>) =>
  echoes.set((now) => now.map((echo) => (echo.clientId === clientId ? { ...echo, ...change } : echo)))

/** The echoes of one conversation that the log has not answered yet. */
export function unanswered(all: Echo[], conversation: Id, items: Item[]): Echo[] {
  const settled = new Set(
    items.flatMap((item) => (item.type === 'message' && item.message.client_id ? [item.message.client_id] : [])),
  )
  return all.filter((echo) => echo.conversation === conversation && !settled.has(echo.clientId))
}
