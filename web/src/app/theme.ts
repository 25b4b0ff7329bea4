import { createStore } from '@/lib/store'
import { readStored, writeStored } from '@/lib/stored'

export type Theme = 'system' | 'light' | 'dark'

const kept = readStored('theme')
export const theme = createStore<Theme>(kept === 'light' || kept === 'dark' ? kept : 'system')

export function chooseTheme(next: Theme) {
  theme.set(next)
  writeStored('theme', next === 'system' ? null : next)
  if (next === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
}
