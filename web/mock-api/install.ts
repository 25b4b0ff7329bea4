import { replaceTransport } from '@/api/session'
import { addMessage } from './handlers/conversations'
import { answer } from './route'
import { allRoutes } from './routes'
import { seededWorld } from './seed'

/** Puts the fake server behind the API client of this page. `window.mockWorld` lets a developer play the customer. */
export function install() {
  const world = seededWorld()
  const routes = allRoutes(world)
  replaceTransport((request) => answer(routes, request))
  const customerWrites = (number: number, body: string) => {
    const conversation = world.conversations.get(`conversation-${number}`)
    if (!conversation) return
    conversation.engaged = true
    conversation.detail.unread += 1
    addMessage(world, conversation, { direction: 'in', state: 'received', body }, 'message_received', 'contact')
  }
  Object.assign(window, { mockWorld: world, customerWrites })
}
