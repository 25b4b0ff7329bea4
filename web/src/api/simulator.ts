import { queryOptions } from '@tanstack/react-query'
import { call, send } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

export type SimulatedCustomer = Schemas['SimulatedCustomer']
export type CartProduct = Schemas['Product']
/** How the simulated phone network treats the store's texts. */
export type FailureMode = Schemas['FailureMode']
export type Simulator = Omit<Schemas['SimulatorOverview'], 'failure_mode'> & { failure_mode: FailureMode }
/** A text as it stands on the customer's phone: from the fake carrier's own ledger, so what really arrived. */
export type PhoneMessage = Schemas['PhoneMessage']

const phone = (address: string) => `/v1/simulator/phones/${encodeURIComponent(address)}`

export const simulatorQuery = () =>
  queryOptions({
    queryKey: ['simulator', 'state'],
    queryFn: ({ signal }) => call<Simulator>('GET', '/v1/simulator', { signal }),
    refetchInterval: 10_000,
  })

/** The phone network has no feed of its own; a phone looks once a second. */
export const phoneQuery = (address: string) =>
  queryOptions({
    queryKey: ['simulator', 'phone', address],
    queryFn: ({ signal }) => call<Schemas['Items_PhoneMessage']>('GET', `${phone(address)}/messages`, { signal }),
    select: (page) => page.items,
    refetchInterval: 1_000,
  })

export const textStore = (address: string, body: string, media?: 'photo') =>
  send('POST', `${phone(address)}/messages`, { body: { body, media } })
export const readTexts = (address: string) => send('POST', `${phone(address)}/read`, { body: {} })
export const abandonCart = (address: string, items: number[]) =>
  send('POST', `${phone(address)}/cart`, { body: { items } })
export const placeOrder = (address: string) => send('POST', `${phone(address)}/order`, { body: {} })
export const advanceClock = (seconds: number) =>
  call<Schemas['Now']>('POST', '/v1/simulator/clock', { body: { advance_seconds: seconds } })
export const setFailureMode = (mode: FailureMode) =>
  call<Schemas['Failures']>('POST', '/v1/simulator/failures', { body: { mode } })
