import type { Detail, QuickReply } from '@/api/types'

export interface FilledReply {
  shortcut: string
  body: string
  /** Variables that nobody knows a value for; the agent fills them in. */
  missing: string[]
}

function known(variable: string, detail: Detail, storeName: string): string | null {
  switch (variable) {
    case 'name':
    case 'first_name':
      return detail.name?.split(' ')[0] ?? null
    case 'full_name':
      return detail.name ?? null
    case 'store':
      return storeName
    case 'product':
      return detail.carts.find((cart) => !cart.ordered)?.items[0]?.title ?? detail.orders[0]?.items[0]?.title ?? null
    case 'order':
      return detail.orders[0]?.name ?? null
    case 'link':
      return detail.carts.find((cart) => !cart.ordered)?.checkout_url ?? detail.orders[0]?.tracking_url ?? null
    default:
      return null
  }
}

/** Puts in what is known; an unknown variable stays visible as `[name]`, never as a blank. */
export function fill(reply: QuickReply, detail: Detail, storeName: string): FilledReply {
  const missing: string[] = []
  const body = reply.body.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, variable: string) => {
    const value = known(variable, detail, storeName)
    if (value) return value
    missing.push(variable)
    return `[${variable}]`
  })
  return { shortcut: reply.shortcut, body, missing }
}

/** What is typed after a `/` that begins the text, or `null`. */
export function slashQuery(text: string): string | null {
  const match = /^\/(\S*)$/.exec(text)
  return match ? (match[1] ?? '').toLowerCase() : null
}

export function findReplies(replies: QuickReply[], query: string): QuickReply[] {
  const byShortcut = replies.filter((reply) => reply.shortcut.toLowerCase().startsWith(query))
  const byText = replies.filter((reply) => !byShortcut.includes(reply) && reply.body.toLowerCase().includes(query))
  return [...byShortcut, ...byText]
}
