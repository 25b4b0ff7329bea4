import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, IconButton } from '@/ui/button'

interface EntryListProps<T> {
  items: T[]
  onChange: (items: T[]) => void
  /** "rule": for the buttons and the headings of entries without a name. */
  noun: string
  nameOf: (item: T) => string
  blank: () => T
  /** The order means something, so it can be changed. */
  ordered?: boolean
  /** What it means that there are none. */
  empty: string
  children: (item: T, change: (part: Partial<T>) => void) => ReactNode
}

/** A short list that is edited as a whole. */
export function EntryList<T extends object>({
  items,
  onChange,
  noun,
  nameOf,
  blank,
  ordered,
  empty,
  children,
}: EntryListProps<T>) {
  const replace = (index: number, part: Partial<T>) =>
    onChange(items.map((item, place) => (place === index ? { ...item, ...part } : item)))
  const swap = (index: number, other: number) =>
    onChange(items.map((item, place) => (place === index ? items[other] : place === other ? items[index] : item) as T))
  return (
    <div className="space-y-3">
      {items.length === 0 && <p className="text-ink-muted">{empty}</p>}
      <ul className="space-y-3">
        {items.map((item, index) => {
          const name = nameOf(item).trim() || `New ${noun}`
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: every field is controlled, nothing lives in the row itself
            <li key={index} className="rounded-md border border-line bg-surface p-4">
              <div className="mb-3 flex items-center gap-1">
                <h3 className="min-w-0 flex-1 truncate font-medium">
                  {ordered && <span className="mr-2 text-ink-faint tabular">{index + 1}</span>}
                  {name}
                </h3>
                {ordered && (
                  <>
                    <IconButton
                      size="sm"
                      label={`Move ${name} up`}
                      disabled={index === 0}
                      onClick={() => swap(index, index - 1)}
                    >
                      <ArrowUp size={16} aria-hidden />
                    </IconButton>
                    <IconButton
                      size="sm"
                      label={`Move ${name} down`}
                      disabled={index === items.length - 1}
                      onClick={() => swap(index, index + 1)}
                    >
                      <ArrowDown size={16} aria-hidden />
                    </IconButton>
                  </>
                )}
                <IconButton
                  size="sm"
                  label={`Remove ${name}`}
                  onClick={() => onChange(items.filter((_, place) => place !== index))}
                >
                  <Trash2 size={16} aria-hidden />
                </IconButton>
              </div>
              {children(item, (part) => replace(index, part))}
            </li>
          )
        })}
      </ul>
      <Button onClick={() => onChange([...items, blank()])}>
        <Plus size={16} aria-hidden /> Add a {noun}
      </Button>
    </div>
  )
}
