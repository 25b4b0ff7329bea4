import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from './button'

const typingPauseMs = 200

interface SearchFieldProps {
  label: string
  value: string
  /** Called when typing pauses, on Enter and when cleared. */
  onSearch: (text: string) => void
}

export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const said = useRef(value)

  // Back and forward change the value from outside; typing does not come back as a surprise.
  useEffect(() => {
    if (value !== said.current) {
      said.current = value
      setText(value)
    }
  }, [value])

  useEffect(() => {
    if (text.trim() === said.current) return
    const timer = setTimeout(() => {
      said.current = text.trim()
      onSearch(said.current)
    }, typingPauseMs)
    return () => clearTimeout(timer)
  }, [text, onSearch])

  return (
    <search aria-label={label} className="block w-full max-w-dialog">
      <form
        className="relative"
        onSubmit={(event) => {
          event.preventDefault()
          said.current = text.trim()
          onSearch(said.current)
        }}
      >
        <Search size={16} aria-hidden className="pointer-events-none absolute top-2.5 left-3 text-ink-muted" />
        <input
          type="search"
          aria-label={label}
          placeholder={label}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-9 w-full rounded-md border border-control bg-surface pr-9 pl-9 text-base text-ink placeholder:text-ink-faint [&::-webkit-search-cancel-button]:hidden"
        />
        {text !== '' && (
          <IconButton
            label="Clear the search"
            size="sm"
            className="absolute top-1 right-1"
            onClick={() => {
              said.current = ''
              setText('')
              onSearch('')
            }}
          >
            <X size={16} aria-hidden />
          </IconButton>
        )}
      </form>
    </search>
  )
}
