import { createStore } from '@/lib/store'

/** The one sheet that stands over everything, if any. */
export const overlay = createStore<'palette' | 'help' | 'new_conversation' | null>(null)
