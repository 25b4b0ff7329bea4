import * as api from '@/api/conversations'
import type { Id, Row } from '@/api/types'
import { queryClient } from '@/app/query-client'
import { createStore } from '@/lib/store'
import { feedStatus } from '@/live/feed'
import { tell, tellFailure } from '@/ui/toast'

/** Conversations this tab acted on: a list that holds still under the pointer lets these move at once. */
export const actedOn = createStore<ReadonlySet<Id>>(new Set())

function noteActedOn(ids: Id[]) {
  actedOn.set((now) => new Set([...now, ...ids]))
}

/** Runs a write; the feed brings its effect. Failures are told in words with what to do. */
async function perform(
  failure: string,
  ids: Id[],
  run: () => Promise<unknown>,
  success?: string,
  undo?: () => void,
): Promise<boolean> {
  noteActedOn(ids)
  try {
    await run()
  } catch (error) {
    tellFailure(failure, error)
    return false
  }
  if (success) tell(success, undo && { label: 'Undo', run: undo })
  // Without a feed nobody would tell us what changed.
  if (feedStatus.get() !== 'live') void queryClient.invalidateQueries()
  return true
}

const several = (rows: Row[]) => (rows.length === 1 ? 'The conversation' : `${rows.length} conversations`)
const were = (rows: Row[]) => `${several(rows)} ${rows.length === 1 ? 'was' : 'were'}`
const ids = (rows: Row[]) => rows.map((row) => row.id)

/** One conversation by its own operation, many by one request. */
function each(rows: Row[], one: (id: Id) => Promise<unknown>, many: api.BulkAction): () => Promise<unknown> {
  const [only] = rows
  if (rows.length === 1 && only) return () => one(only.id)
  return async () => {
    const { failed } = await api.actOnMany(ids(rows), many)
    if (failed.length > 0) tell(`${failed.length} of ${rows.length} conversations could not be changed.`)
  }
}

export const closeConversations = (rows: Row[]) =>
  perform(
    `${were(rows)} not closed`,
    ids(rows),
    each(rows, api.closeConversation, { action: 'close' }),
    `${were(rows)} closed`,
    () => void Promise.all(rows.map(reopen)),
  )

export const reopen = (row: Row) =>
  perform('The conversation was not reopened', [row.id], () => api.reopenConversation(row.id))

export const assign = (rows: Row[], agent: Id | null, name: string) =>
  perform(
    `${were(rows)} not assigned`,
    ids(rows),
    each(rows, (id) => api.assignConversation(id, agent), { action: 'assign', agent }),
    agent ? `${were(rows)} given to ${name}` : `${were(rows)} put back into the inbox`,
  )

export const take = (row: Row) =>
  perform('The conversation was not taken', [row.id], () => api.takeConversation(row.id))

export const handOff = (row: Row, to: 'ai' | 'people') =>
  perform(
    to === 'ai' ? 'The conversation was not given to the AI' : 'The conversation was not taken over',
    [row.id],
    () => api.handOff(row.id, to),
  )

export const snooze = (rows: Row[], until: Date, when: string) =>
  perform(
    `${were(rows)} not snoozed`,
    ids(rows),
    () => Promise.all(rows.map((row) => api.snoozeConversation(row.id, until.toISOString()))),
    `${were(rows)} snoozed until ${when}`,
  )

export const mark = (rows: Row[], unread: boolean) =>
  perform(
    `${were(rows)} not marked`,
    ids(rows),
    each(rows, unread ? api.markUnread : api.markRead, { action: unread ? 'mark_unread' : 'mark_read' }),
  )

export const changeLabel = (rows: Row[], label: string, add: boolean) =>
  perform(
    'The label was not saved',
    ids(rows),
    add
      ? each(rows, (id) => api.changeLabels(id, [label], []), { action: 'label', label })
      : () => Promise.all(rows.map((row) => api.changeLabels(row.id, [], [label]))),
  )

export const optOut = (row: Row, reason: string) =>
  perform(
    'The customer was not unsubscribed',
    [row.id],
    () => api.optOut(row.id, reason),
    'The customer is unsubscribed',
  )

export const optIn = (row: Row, wording: string, evidence: string) =>
  perform('The consent was not saved', [row.id], () => api.optIn(row.id, wording, evidence), 'The consent is recorded')

export const cancelMessage = (conversation: Id, message: Id) =>
  perform('The message was not cancelled', [], () => api.cancelMessage(conversation, message))

export const sendMessageNow = (conversation: Id, message: Id) =>
  perform('The message was not sent', [], () => api.sendMessageNow(conversation, message))

export const retryMessage = (conversation: Id, message: Id) =>
  perform('The message was not sent again', [], () => api.retryMessage(conversation, message))
