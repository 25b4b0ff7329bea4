import { explain } from '@/api/problem'
import { createStore } from '@/lib/store'

export interface Toast {
  id: number
  tone: 'plain' | 'failure'
  text: string
  action?: { label: string; run: () => void }
}

export const toasts = createStore<Toast[]>([])

let lastId = 0
const shownForMs = { plain: 5_000, failure: 12_000 }

export function dismissToast(id: number) {
  toasts.set((now) => now.filter((toast) => toast.id !== id))
}

function show(toast: Omit<Toast, 'id'>) {
  lastId += 1
  const id = lastId
  // The same failure again replaces its toast instead of piling up.
  toasts.set((now) => [...now.filter((other) => other.text !== toast.text).slice(-2), { ...toast, id }])
  setTimeout(() => dismissToast(id), shownForMs[toast.tone])
}

export const tell = (text: string, action?: Toast['action']) => show({ tone: 'plain', text, action })

/** `what` reads like "The note was not saved". */
export const tellFailure = (what: string, error: unknown) =>
  show({ tone: 'failure', text: `${what}. ${explain(error)}` })
