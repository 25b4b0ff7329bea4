import { Popover as Base } from '@base-ui/react/popover'
import type { PopoverProps } from './popover'

export default function PopoverPopup({
  trigger,
  title,
  children,
  open,
  onOpenChange,
  align = 'end',
  side = 'bottom',
}: PopoverProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="z-50 outline-none" sideOffset={6} align={align} side={side} collisionPadding={8}>
          <Base.Popup className="w-popover max-w-screen animate-fade rounded-md border border-line bg-raised p-4 shadow-raised outline-none">
            <Base.Title className="mb-2 font-semibold">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
