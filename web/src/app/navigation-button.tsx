import { Menu } from 'lucide-react'
import { createStore } from '@/lib/store'
import { IconButton } from '@/ui/button'

export const navigationOpen = createStore(false)

/** On a phone the navigation hides behind this. */
export function NavigationButton() {
  return (
    <IconButton label="Open navigation" className="-ml-2 md:hidden" onClick={() => navigationOpen.set(true)}>
      <Menu size={20} aria-hidden />
    </IconButton>
  )
}
