import { describe, expect, it } from 'vitest'
import { actorName } from './actor-name'
import { eventTitle } from './event-catalog'
import { eventSummary } from './event-summary'

const agents = new Map([['a1', 'Ana Ruiz']])

describe('an event in one line', () => {
  it('quotes what was said', () => {
    expect(eventSummary('message_received', { body: 'where is my order?' }, agents)).toBe('“where is my order?”')
    expect(eventSummary('message_queued', { outgoing: { body: 'On its way' } }, agents)).toBe('“On its way”')
  })

  it('says why a text was not sent', () => {
    expect(eventSummary('message_suppressed', { reason: 'opted_out' }, agents)).toBe('The contact opted out')
  })

  it('says which rule held or stopped a text, in the words of the moment', () => {
    const says = 'In Florida texts may be sent from 8:00 to 20:00; it is 21:14 there.'
    expect(eventSummary('message_held', { reason: 'quiet_hours', because: { says } }, agents)).toBe(says)
    expect(eventSummary('message_held', { reason: 'outside_hours' }, agents)).toBe(
      'Outside the business hours of the store',
    )
    expect(eventSummary('message_suppressed', { reason: 'cart_cap' }, agents)).toBe(
      'There was a text about this cart already',
    )
  })

  it('sums up the rules for sending', () => {
    const sending_rules = {
      caps: { marketing_per_day: 1, texts_per_cart: null },
      doubtful_opt_out: 'ask_person',
      double_opt_in: true,
      opt_out_threshold_permille: 25,
    }
    expect(eventSummary('store_sending_rules_changed', { sending_rules }, agents)).toBe(
      'Doubtful opt-outs go to a person · double opt-in · 1 limit of the store · pauses at 2.5 % opt-outs',
    )
  })

  it('names the agent', () => {
    expect(eventSummary('conversation_assigned', { agent: 'a1', by_reply: true }, agents)).toBe(
      'To Ana Ruiz, who replied',
    )
  })

  it('says why control moved', () => {
    const data = { to: 'people', reason: 'asked_for_person' }
    expect(eventSummary('conversation_handed_off', data, agents)).toBe('To people: the customer asked for a person')
  })

  it('says so when the data was erased', () => {
    expect(eventSummary('message_received', null, agents)).toMatch(/erased/)
  })

  it('survives data of a shape it has never seen', () => {
    for (const type of [
      'message_queued',
      'cart_updated',
      'order_placed',
      'conversation_handed_off',
      'agent_changed',
      'from_the_future',
    ])
      for (const data of [{}, { outgoing: 7, cart: [], order: 'x', to: null, name: 3 }])
        expect(() => eventSummary(type, data, agents)).not.toThrow()
  })
})

describe('an actor', () => {
  it('is named as people name it', () => {
    expect(actorName('agent:a1', agents)).toBe('Ana Ruiz')
    expect(actorName('contact', agents)).toBe('Customer')
    expect(actorName('carrier:twilio', agents)).toBe('Twilio')
    expect(actorName('flow:cart_recovery', agents)).toBe('Flow cart recovery')
    expect(actorName('system', agents)).toBe('Threadkeep')
  })

  it('keeps its own words when it is of an unknown kind', () => {
    expect(actorName('oracle:delphi', agents)).toBe('oracle:delphi')
  })
})

describe('an event type this version has never heard of', () => {
  it('is still readable', () => {
    expect(eventTitle('campaign_paused')).toBe('Campaign paused')
  })
})
