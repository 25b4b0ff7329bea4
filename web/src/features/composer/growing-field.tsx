import { type ComponentProps, useLayoutEffect, useRef } from 'react'
import { cx } from '@/ui/class-names'

/** A field that is as high as its text, up to a limit. */
export function GrowingField({ className, value, ...rest }: ComponentProps<'textarea'>) {
  const field = useRef<HTMLTextAreaElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew whenever the text changes
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [value])
  return (
    <textarea
      ref={field}
      rows={1}
      value={value}
      className={cx(
        'block max-h-composer-max w-full resize-none bg-transparent px-4 py-2.5 text-base outline-none placeholder:text-ink-faint',
        className,
      )}
      {...rest}
    />
  )
}
