import { lazy, type ReactNode, Suspense, useState } from 'react'

export interface DialogProps {
  title: ReactNode
  description?: ReactNode
  open: boolean
  /** Left out: it cannot be closed, only answered. */
  onClose?: () => void
  wide?: boolean
  children: ReactNode
  /** Buttons, the main one last. */
  actions?: ReactNode
}
export type DrawerProps = Pick<DialogProps, 'title' | 'open' | 'onClose' | 'children'>

const load = () => import('./dialog-popup')
const DialogPopup = lazy(() => load().then((module) => ({ default: module.DialogPopup })))
const DrawerPopup = lazy(() => load().then((module) => ({ default: module.DrawerPopup })))

/** Stays mounted once it was open, so that closing can give the focus back. */
function useEver(open: boolean): boolean {
  const [ever, setEver] = useState(open)
  if (open && !ever) setEver(true)
  return ever || open
}

/** Traps focus, closes on Escape and a click outside, and gives focus back. */
export function Dialog(props: DialogProps) {
  if (!useEver(props.open)) return null
  return (
    <Suspense>
      <DialogPopup {...props} />
    </Suspense>
  )
}

/** A panel that slides over the page from the right: details on a medium screen, an event's data. */
export function Drawer(props: DrawerProps) {
  if (!useEver(props.open)) return null
  return (
    <Suspense>
      <DrawerPopup {...props} />
    </Suspense>
  )
}
