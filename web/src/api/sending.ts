import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from './client'
import type { components } from './schema'
import type { Id } from './types'

type Schemas = components['schemas']

export type Span = Schemas['Span']
/** One rule of one jurisdiction in the table of quiet hours. */
export type QuietHoursRow = Schemas['Row']
/** How often and how late a contact may be texted, and with what consent, in one country. */
export type LimitsPack = Schemas['Pack']
export type Disclosure = Schemas['Disclosure']
export type SendingTables = Schemas['SendingTables']
export type TextReading = Schemas['TextReading']
export type SendingTimes = Schemas['SendingTimes']
export type TimingNow = Schemas['TimingNow']

/** They change with the version of the server, not while it runs. */
export const sendingTablesQuery = () =>
  queryOptions({
    queryKey: ['sending-tables'],
    queryFn: ({ signal }) => call<SendingTables>('GET', '/v1/sending/tables', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

const storePath = (store: Id) => `/v1/stores/${encodeURIComponent(store)}`

/** What the store would make of a text. Nothing is recorded, so it is asked like a question. */
export const textTrialQuery = (store: Id, text: string) =>
  queryOptions({
    queryKey: ['text-trial', store, text],
    queryFn: ({ signal }) => call<TextReading>('POST', `${storePath(store)}/text-trials`, { body: { text }, signal }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  })

/** A number and what else is known of the contact. */
export interface WhoAndWhen {
  /** E.164. */
  number: string
  postal_code?: string
  country?: string
  region?: string
  time_zone?: string
  /** Now if none is given. */
  at?: string
}

export const sendingTimesQuery = (store: Id, asked: WhoAndWhen | null) =>
  queryOptions({
    queryKey: ['sending-times', store, asked],
    queryFn: ({ signal }) =>
      call<SendingTimes>('GET', `${storePath(store)}/sending-times`, { query: { ...asked }, signal }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
