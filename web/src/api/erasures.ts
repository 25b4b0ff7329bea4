import { call, send } from './client'
import type { Erasure, ErasureReason, Id, Written } from './types'
import { atLeast, noteWritten } from './written'

const path = (id: Id) => `/v1/erasures/${encodeURIComponent(id)}`

export const eraseContact = async (conversation: Id, number: string, reason: ErasureReason) =>
  noteWritten(
    await call<Written>('POST', `/v1/conversations/${encodeURIComponent(conversation)}/erasure`, {
      body: { number, reason },
    }),
  )

export const readErasure = (id: Id, signal?: AbortSignal) =>
  call<Erasure>('GET', path(id), { query: { at_least: atLeast() }, signal })

/** The signed note, as it is given to the person or to an authority. */
export const readCertificate = async (id: Id) =>
  (await send('GET', `${path(id)}/certificate`, { query: { form: 'text' } })).blob()
