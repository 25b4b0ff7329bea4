import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { boxesQuery } from '@/api/queries'
import type { Id, LiveChange, Me } from '@/api/types'
import { onChange } from '@/live/feed'
import { badgedIcon } from './favicon'
import { notificationSettings } from './notification-settings'
import { chime } from './sound'

/** What a colleague should know about at once, or `null`. */
export function announcement(change: LiveChange, me: Me): { title: string; body: string } | null {
  const row = change.conversation
  if (row.assignee !== me.id) return null
  const name = row.name ?? row.address_display
  if (change.event_type === 'message_received') return { title: name, body: row.last?.text ?? 'A new text' }
  if (change.event_type === 'conversation_assigned' && change.actor !== `agent:${me.id}`) {
    return { title: `${name} is yours now`, body: row.last?.text ?? '' }
  }
  return null
}

/** Unread count in the tab's title and icon; a notification and a sound for what concerns this agent. */
export function usePresence(me: Me, store: Id | null) {
  const router = useRouter()
  const counts = useQuery({ ...boxesQuery(store ?? ''), enabled: store !== null }).data
  const unread = (counts?.inbox.unread ?? 0) + (counts?.yours.unread ?? 0)

  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Threadkeep` : 'Threadkeep'
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    if (link) link.href = unread > 0 ? badgedIcon(unread) : '/favicon.svg'
  }, [unread])

  useEffect(
    () =>
      onChange((change, { leading }) => {
        const told = announcement(change, me)
        if (!told) return
        // One tab plays for all of them.
        if (leading && notificationSettings.get().sound) chime()
        const away = document.visibilityState === 'hidden' || !document.hasFocus()
        if (!away || typeof Notification === 'undefined' || Notification.permission !== 'granted') return
        const { id } = change.conversation
        const shown = new Notification(told.title, { body: told.body, tag: id, icon: '/favicon.svg' })
        shown.onclick = () => {
          window.focus()
          shown.close()
          void router.navigate({
            to: '/inbox/$box/{-$conversation}',
            params: { box: 'yours', conversation: id },
            search: {},
          })
        }
      }),
    [me, router],
  )
}
