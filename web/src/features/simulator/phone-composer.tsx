import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowUp, Camera, Smile } from 'lucide-react'
import { useRef, useState } from 'react'
import { phoneQuery, textStore } from '@/api/simulator'
import { IconButton } from '@/ui/button'
import { tellFailure } from '@/ui/toast'

const emoji = ['👍', '❤️', '😂', '😍', '🙏', '🎉', '🤔', '😡', '🛑', '👋']

/** What customers say, for those who do not want to type. */
const suggestions = [
  'How long does shipping take?',
  'Can I talk to a person?',
  'ugh leave me alone',
  'STOP',
  'START',
  'HELP',
]

export function PhoneComposer({ address, disabled }: { address: string; disabled: boolean }) {
  const client = useQueryClient()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const [choosing, setChoosing] = useState(false)
  const texting = useMutation({
    mutationFn: ({ body, media }: { body: string; media?: 'photo' }) => textStore(address, body, media),
    onSuccess: () => client.invalidateQueries({ queryKey: phoneQuery(address).queryKey }),
    onError: (error, { body }) => {
      setText((typed) => typed || body)
      tellFailure('The text did not leave the phone', error)
    },
  })
  const send = (body: string, media?: 'photo') => {
    if (body.trim() === '' && !media) return
    setText('')
    texting.mutate({ body: body.trim(), media })
    field.current?.focus()
  }
  const add = (sign: string) => {
    setText(text + sign)
    setChoosing(false)
    field.current?.focus()
  }
  return (
    <fieldset disabled={disabled} className="min-w-0 border-t border-line bg-surface px-2 pt-2 pb-3">
      <legend className="sr-only">Text the store</legend>
      <div className="-mx-2 mb-2 flex gap-1.5 overflow-x-auto px-2 pb-1">
        {choosing
          ? emoji.map((sign) => (
              <button
                key={sign}
                type="button"
                className="size-7 shrink-0 rounded-md text-lg hover:bg-hover"
                onClick={() => add(sign)}
              >
                {sign}
              </button>
            ))
          : suggestions.map((suggestion) => (
              <button
                key={suggestion}
                type="button"
                onClick={() => send(suggestion)}
                className="h-7 shrink-0 rounded-full border border-line-strong px-2.5 text-xs text-ink-muted hover:bg-hover hover:text-ink disabled:opacity-50"
              >
                {suggestion}
              </button>
            ))}
      </div>
      <form
        className="flex items-end gap-1"
        onSubmit={(event) => {
          event.preventDefault()
          send(text)
        }}
      >
        <IconButton label="Send a photo" onClick={() => send(text, 'photo')}>
          <Camera size={18} aria-hidden />
        </IconButton>
        <IconButton label="Emoji" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
          <Smile size={18} aria-hidden />
        </IconButton>
        <textarea
          ref={field}
          aria-label="Text message to the store"
          placeholder="Text message"
          rows={1}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            send(text)
          }}
          className="field-sizing-content max-h-28 min-h-9 min-w-0 flex-1 resize-none rounded-bubble border border-control bg-canvas px-3 py-1.5 text-base text-ink placeholder:text-ink-faint"
        />
        <IconButton
          type="submit"
          label="Send from the phone"
          disabled={text.trim() === ''}
          className="bg-accent text-on-accent hover:bg-accent-hover hover:text-on-accent"
        >
          <ArrowUp size={18} aria-hidden />
        </IconButton>
      </form>
    </fieldset>
  )
}
