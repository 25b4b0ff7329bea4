import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react'

export interface PopoverProps {
  /** The button that opens it, itself a focusable element with a name. */
  trigger: ReactElement<Record<string, unknown>>
  title: string
  children: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom'
}

const load = () => import('./popover-popup')
const PopoverPopup = lazy(load)

/** A small panel beside its button. Its code is fetched when somebody is about to open it. */
export function Popover({ trigger, open, onOpenChange, ...rest }: PopoverProps) {
  const [wanted, setWanted] = useState(false)
  const [inside, setInside] = useState(false)
  const shown = open ?? inside
  const change = (next: boolean) => {
    setInside(next)
    onOpenChange?.(next)
  }
  const closed = cloneElement(trigger, {
    'aria-haspopup': 'dialog',
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
      <PopoverPopup trigger={trigger} open={shown} onOpenChange={change} {...rest} />
    </Suspense>
  )
}
