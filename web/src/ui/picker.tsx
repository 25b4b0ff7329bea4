import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { cx } from './class-names'
import { Dialog } from './dialog'
import { Kbd } from './kbd'

export interface Choice {
  id: string
  label: string
  hint?: string
  icon?: ReactNode
  shortcut?: string
  checked?: boolean
  /** Other words by which typing finds it. */
  words?: string
  run: () => void
}

interface PickerProps {
  title: string
  placeholder: string
  choices: Choice[]
  open: boolean
  onClose: () => void
  /** A choice made from what was typed, when nothing has exactly that name. */
  create?: (typed: string) => Choice | null
}

function rank(choice: Choice, typed: string): number {
  const label = choice.label.toLowerCase()
  if (label.startsWith(typed)) return 0
  if (label.split(' ').some((word) => word.startsWith(typed))) return 1
  return typed
    .split(/\s+/)
    .every((part) => `${label} ${choice.words ?? ''} ${choice.hint ?? ''}`.toLowerCase().includes(part))
    ? 2
    : -1
}

/** Type to narrow, arrows to choose, Enter to do it: the command palette, and every "which one?" of the app. */
export function Picker({ title, placeholder, choices, open, onClose, create }: PickerProps) {
  return (
    <Dialog title={title} open={open} onClose={onClose}>
      {open && <Choices placeholder={placeholder} choices={choices} onClose={onClose} create={create} title={title} />}
    </Dialog>
  )
}

function Choices({ title, placeholder, choices, onClose, create }: Omit<PickerProps, 'open'>) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const wanted = typed.trim().toLowerCase()
  const found = choices
    .map((choice) => ({ choice, rank: wanted ? rank(choice, wanted) : 0 }))
    .filter((entry) => entry.rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map((entry) => entry.choice)
  const exact = found.some((choice) => choice.label.toLowerCase() === wanted)
  const made = wanted && !exact ? create?.(typed.trim()) : null
  const shown = made ? [...found, made] : found
  const at = Math.min(active, Math.max(shown.length - 1, 0))

  function choose(choice: Choice | undefined) {
    if (!choice) return
    onClose()
    choice.run()
  }
  function onKeyDown(event: KeyboardEvent) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move && shown.length > 0) {
      event.preventDefault()
      const next = (at + move + shown.length) % shown.length
      setActive(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      choose(shown[at])
    }
  }

  return (
    <div className="pb-3">
      <input
        role="combobox"
        aria-label={title}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={shown.length > 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        // biome-ignore lint/a11y/noAutofocus: the dialog was opened to type here
        autoFocus
        autoComplete="off"
        placeholder={placeholder}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        className="mb-2 h-9 w-full rounded-md border border-control bg-surface px-3 placeholder:text-ink-faint"
      />
      <div role="listbox" id={`${id}-list`} aria-label={title} className="max-h-80 overflow-y-auto">
        {shown.map((choice, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and points here
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field listens to the keys
          <div
            key={choice.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onClick={() => choose(choice)}
            onPointerMove={() => setActive(index)}
            className={cx(
              'flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2.5',
              index === at && 'bg-hover',
            )}
          >
            {choice.icon && <span className="shrink-0 text-ink-muted">{choice.icon}</span>}
            <span className="min-w-0 flex-1 truncate">
              {choice.label}
              {choice.checked && <span className="text-accent-ink"> (chosen)</span>}
            </span>
            {choice.hint && <span className="tabular shrink-0 text-sm text-ink-muted">{choice.hint}</span>}
            {choice.shortcut && <Kbd keys={choice.shortcut} />}
          </div>
        ))}
      </div>
      {shown.length === 0 && (
        <p role="status" className="px-2.5 py-4 text-ink-muted">
          Nothing is called that. Try fewer letters.
        </p>
      )}
    </div>
  )
}
