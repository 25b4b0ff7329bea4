import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react'

export type MenuEntry =
  | {
      label: string
      icon?: ReactNode
      /** Set for choices: shows which one holds now. */
      checked?: boolean
      destructive?: boolean
      shortcut?: string
      disabled?: boolean
      onSelect: () => void
    }
  | { heading: string }
  | 'separator'

export interface MenuProps {
  /** The button that opens it, itself a focusable element with a name. */
  trigger: ReactElement<Record<string, unknown>>
  entries: MenuEntry[]
  align?: 'start' | 'end'
  /** Set to open it from elsewhere, such as a shortcut. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

const load = () => import('./menu-popup')
const MenuPopup = lazy(load)

/** A menu of actions. Its code is fetched when somebody is about to open it, to keep the first load small. */
export function Menu({ trigger, open, onOpenChange, ...rest }: MenuProps) {
  const [wanted, setWanted] = useState(false)
  const [inside, setInside] = useState(false)
  const shown = open ?? inside
  const change = (next: boolean) => {
    setInside(next)
    onOpenChange?.(next)
  }
  const closed = cloneElement(trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: load,
    onFocus: load,
    onClick: () => {
      setWanted(true)
      change(true)
    },
  })
  if (!wanted && !shown) return closed
  return (
    <Suspense fallback={closed}>
      <MenuPopup trigger={trigger} open={shown} onOpenChange={change} {...rest} />
    </Suspense>
  )
}
