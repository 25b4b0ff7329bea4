import { useQuery } from '@tanstack/react-query'
import { Bot, CalendarClock, Lock, Paperclip, SendHorizontal, Zap } from 'lucide-react'
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useRef, useState } from 'react'
import { storeQuery } from '@/api/queries'
import type { Detail } from '@/api/types'
import { handOff } from '@/commands/conversation-actions'
import { now as appNow } from '@/lib/clock'
import { countSegments } from '@/lib/segments'
import { type Store, useStore } from '@/lib/store'
import { deliver } from '@/live/outbox'
import { Button, IconButton } from '@/ui/button'
import { cx } from '@/ui/class-names'
import { AttachmentList } from './attachment-list'
import type { Draft } from './drafts'
import { GrowingField } from './growing-field'
import { fill, findReplies, slashQuery } from './quick-replies'
import { QuickReplyList, quickReplyId } from './quick-reply-list'
import { SendLaterPicker } from './send-later-picker'
import { useAttachments } from './use-attachments'

const limit = 1_600
const channelWords = { sms: 'a text', mms: 'a text', whatsapp: 'on WhatsApp' }

interface ReplyFieldProps {
  detail: Detail
  draft: Store<Draft>
  onNote: () => void
}

export function ReplyField({ detail, draft, onNote }: ReplyFieldProps) {
  const { reply: text } = useStore(draft)
  const setText = (reply: string) => draft.set((now) => ({ ...now, reply }))
  const store = useQuery(storeQuery(detail.store)).data
  const files = useAttachments(detail.id)
  const filePicker = useRef<HTMLInputElement>(null)
  const region = useRef<HTMLDivElement>(null)
  const [dragging, setDragging] = useState(false)
  const [later, setLater] = useState(false)
  const [active, setActive] = useState(0)
  const [dismissed, setDismissed] = useState<string | null>(null)

  const query = slashQuery(text)
  const replies =
    query !== null && dismissed !== text
      ? findReplies(store?.quick_replies ?? [], query).map((reply) => fill(reply, detail, store?.profile?.name ?? ''))
      : null
  const uploading = files.attachments.some((file) => file.state === 'uploading')
  const ready = files.attachments.flatMap((file) => (file.uploaded ? [file.uploaded] : []))
  const { segments, left, encoding } = countSegments(text)
  const tooLong = [...text].length > limit
  const sendable = (text.trim() !== '' || ready.length > 0) && !tooLong && !uploading

  const focus = () => region.current?.querySelector('textarea')?.focus()
  function send(at: Date | null) {
    if (!sendable) return
    const echo = {
      clientId: crypto.randomUUID(),
      conversation: detail.id,
      body: text.trim(),
      media: ready,
      at: appNow().toISOString(),
      sendAt: at?.toISOString() ?? null,
      state: 'sending' as const,
      reason: null,
    }
    setText('')
    files.clear()
    focus()
    void deliver(echo)
  }
  function insertReply(index: number) {
    const reply = replies?.[index]
    if (!reply) return
    setText(reply.body)
    setActive(0)
    focus()
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return
    if (replies) {
      const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (move && replies.length > 0) {
        event.preventDefault()
        setActive((now) => (now + move + replies.length) % replies.length)
        return
      }
      if ((event.key === 'Enter' || event.key === 'Tab') && replies.length > 0) {
        event.preventDefault()
        insertReply(Math.min(active, replies.length - 1))
        return
      }
      if (event.key === 'Escape') {
        event.preventDefault()
        setDismissed(text)
        return
      }
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      send(null)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.currentTarget.blur()
    }
  }
  function onPaste(event: ClipboardEvent) {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    files.add(event.clipboardData.files)
  }
  function onDrop(event: DragEvent) {
    event.preventDefault()
    setDragging(false)
    files.add(event.dataTransfer.files)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can also be chosen by the button
    <div
      ref={region}
      className={cx('relative', dragging && 'bg-accent-soft')}
      onDragOver={(event) => {
        event.preventDefault()
        setDragging(true)
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={onDrop}
    >
      {replies && (
        <QuickReplyList
          replies={replies}
          active={Math.min(active, Math.max(replies.length - 1, 0))}
          onChoose={insertReply}
        />
      )}
      <AttachmentList attachments={files.attachments} onRemove={files.remove} />
      <GrowingField
        aria-label={`Reply to ${detail.name ?? detail.address_display}`}
        aria-controls={replies ? 'quick-replies' : undefined}
        aria-activedescendant={replies && replies.length > 0 ? quickReplyId(active) : undefined}
        placeholder={`Write ${channelWords[detail.channel]}, or / for quick replies`}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <div className="flex items-center gap-0.5 px-2 pb-2">
        <input
          ref={filePicker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            files.add(event.target.files ?? [])
            event.target.value = ''
          }}
        />
        <IconButton label="Attach a file" onClick={() => filePicker.current?.click()}>
          <Paperclip size={18} aria-hidden />
        </IconButton>
        <IconButton
          label="Quick replies"
          shortcut="/"
          onClick={() => {
            if (text === '') setText('/')
            setDismissed(null)
            focus()
          }}
        >
          <Zap size={18} aria-hidden />
        </IconButton>
        <IconButton label="Write a note" shortcut="N" onClick={onNote}>
          <Lock size={18} aria-hidden />
        </IconButton>
        {detail.controller === 'people' && store?.automation?.enabled && (
          <IconButton label="Let the AI answer" onClick={() => void handOff(detail, 'ai')}>
            <Bot size={18} aria-hidden />
          </IconButton>
        )}
        <span className="flex-1" />
        {text !== '' && (
          <output
            aria-live="off"
            className={cx('tabular px-2 text-xs', tooLong ? 'text-danger-ink' : 'text-ink-muted')}
            title={`${encoding}: ${left} left in this segment`}
          >
            {tooLong
              ? `${[...text].length - limit} characters too many`
              : detail.channel === 'sms'
                ? `${segments} ${segments === 1 ? 'segment' : 'segments'}, ${left} left`
                : `${[...text].length} characters`}
          </output>
        )}
        <IconButton label="Send later" disabled={!sendable} onClick={() => setLater(true)}>
          <CalendarClock size={18} aria-hidden />
        </IconButton>
        <Button look="primary" disabled={!sendable} onClick={() => send(null)}>
          Send
          <SendHorizontal size={16} aria-hidden />
        </Button>
      </div>
      <SendLaterPicker open={later} onClose={() => setLater(false)} onChoose={send} />
    </div>
  )
}
