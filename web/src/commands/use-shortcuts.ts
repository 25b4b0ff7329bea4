import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Me } from '@/api/types'
import { contextOf } from './command'
import { matchKeys, type Stroke, sequenceTimeoutMs, strokeOf } from './keys'
import { commands } from './list'
import { overlay } from './overlay'
import { surfaces } from './surfaces'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === 'checkbox')

/** An open menu, popover or dialog has the keyboard to itself. */
const isCovered = () => overlay.get() !== null || document.querySelector('[role="dialog"], [role="menu"]') !== null

/** Links and buttons do their own thing on Enter. */
const isPressable = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('a, button') !== null

/** Listens for the keys of all commands. A sequence such as `g i` waits a moment for its second key. */
export function useShortcuts(me: Me, demo: boolean) {
  const router = useRouter()
  useEffect(() => {
    let strokes: Stroke[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const forget = () => {
      strokes = []
      clearTimeout(timer)
    }
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || /^(Shift|Control|Alt|Meta)$/.test(event.key)) return
      const stroke = strokeOf(event)
      if (isCovered() || (isTyping(event.target) && !stroke.mod)) return forget()
      if (stroke.key === 'enter' && isPressable(event.target)) return
      const context = contextOf(me, demo, surfaces.get(), router.navigate)
      const usable = commands.filter((command) => command.keys && command.available(context))
      // A key that does not continue the sequence may still begin one.
      for (const attempt of [[...strokes, stroke], [stroke]]) {
        const full = usable.find((command) => matchKeys(command.keys ?? '', attempt) === 'full')
        if (full) {
          event.preventDefault()
          forget()
          full.run(context)
          return
        }
        if (usable.some((command) => matchKeys(command.keys ?? '', attempt) === 'prefix')) {
          event.preventDefault()
          strokes = attempt
          clearTimeout(timer)
          timer = setTimeout(forget, sequenceTimeoutMs)
          return
        }
      }
      forget()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => {
      forget()
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [me, demo, router])
}
