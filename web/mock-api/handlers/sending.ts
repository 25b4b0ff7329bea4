import type { LimitsPack, QuietHoursRow, SendingTables, SendingTimes, Span, TextReading } from '@/api/sending'
import { json, problem, type Route, route } from '../route'
import type { World } from '../world'

const version = '2026-11-26'
const hours = (from: number, until: number): Span => ({ from: from * 60, until: until * 60 })

const row = (jurisdiction: string, name: string, week: Span[], more: Partial<QuietHoursRow> = {}): QuietHoursRow => ({
  jurisdiction,
  name,
  country: null,
  region: null,
  also: [],
  monday_to_friday: week,
  saturday: week,
  sunday: week,
  closed_on: null,
  written_for: 'calls and texts',
  source: 'The law of the mock',
  note: null,
  effective_from: '2020-01-01',
  effective_until: null,
  sure: true,
  ...more,
})

const own = "Threadkeep's own"
const pack = (name: string, more: Partial<LimitsPack> = {}): LimitsPack => ({
  country: null,
  name,
  also: [],
  limits: [
    { of: 'marketing', at_most: 2, per: 'day', regions: [], source: own },
    { of: 'marketing', at_most: 6, per: 'week', regions: [], source: own },
  ],
  minimum_gap: { marketing: 60, order: 1, source: own },
  cart: { at_most: 1, within_hours: 48, consent_must_name_carts: true, source: 'CTIA' },
  stale_after: { cart: 2_880, campaign: 1_440, order: 1_440, reply: 4_320, auto_reply: 720, source: own },
  live_exchange: { reply: 1_440, source: own },
  marketing_consent: 'express_written',
  consent_source: '47 CFR 64.1200',
  first_message: ['store_name', 'how_to_stop'],
  first_message_source: 'CTIA',
  footer: null,
  note: null,
  sure: true,
  ...more,
})

const tables: SendingTables = {
  hours: {
    version,
    rows: [
      row('US', 'the United States', [hours(8, 21)], { country: 'US', also: ['PR'] }),
      row('US-FL', 'Florida', [hours(8, 20)], { country: 'US', region: 'FL' }),
      row('US-TX', 'Texas', [hours(9, 21)], { country: 'US', region: 'TX', sunday: [hours(12, 21)] }),
      row('FR', 'France', [hours(10, 13), hours(14, 20)], {
        country: 'FR',
        saturday: [],
        sunday: [],
        closed_on: 'FR',
        sure: false,
      }),
      row('default', 'any other country', [hours(9, 20)]),
      row('courtesy', 'any country', [hours(8, 21)]),
    ],
  },
  limits: {
    version,
    packs: [pack('the United States', { country: 'US', also: ['PR'] }), pack('any other country')],
  },
}

/** As much of a classifier as a test needs: the word itself, and a doubt. */
function reading(text: string, askPerson: boolean): TextReading {
  const blank: TextReading = {
    intent: 'none',
    topic: 'none',
    certain: true,
    reason: 'no rule applies',
    rule: 'none',
    version,
    outcome: 'Nothing changes. If the AI has the conversation, a keyword rule or the AI answers.',
    keyword_rule: null,
  }
  if (/^stop$/i.test(text.trim())) {
    return {
      ...blank,
      intent: 'opt_out',
      rule: 'keyword.stop',
      reason: 'the message is an opt-out keyword',
      outcome: 'The contact is opted out at once.',
    }
  }
  if (/not interested/i.test(text)) {
    return {
      ...blank,
      intent: 'opt_out',
      certain: false,
      rule: 'consent.doubted',
      reason: 'says that these texts were never asked for',
      outcome: askPerson ? 'It goes to a person.' : 'It may be an opt-out, so it is obeyed.',
    }
  }
  return blank
}

export function sendingRoutes(world: World): Route[] {
  return [
    route('GET', '/v1/sending/tables', () => json(tables)),
    route('POST', '/v1/stores/:store/text-trials', ({ body }) =>
      json(reading((body as { text: string }).text, world.store.sending_rules?.doubtful_opt_out === 'ask_person')),
    ),
    route('GET', '/v1/stores/:store/sending-times', ({ query }) => {
      const number = query.get('number') ?? ''
      if (!number.startsWith('+')) {
        return problem(422, 'validation', 'an address is a phone number with its country code', '/number')
      }
      const florida = number.startsWith('+1305')
      const times: SendingTimes = {
        place: {
          country: 'US',
          regions: florida ? ['FL'] : [],
          zones: ['America/New_York'],
          basis: florida ? 'area_code' : 'country',
        },
        marketing: { timing: 'allowed', says: 'It may leave now.' },
        service: { timing: 'allowed', says: 'It may leave now.' },
        version,
      }
      return json(times)
    }),
  ]
}
