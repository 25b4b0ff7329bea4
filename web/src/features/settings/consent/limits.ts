// How often a contact may be texted in one country, in words. Pure.

import type { Disclosure, LimitsPack } from '@/api/sending'
import type { SendingRules } from '@/api/types'

const ownSource = "Threadkeep's own"

const periods: Record<LimitsPack['limits'][number]['per'], string> = {
  day: 'a day',
  '24_hours': 'in 24 hours',
  week: 'a week',
  month: 'in 30 days',
}

/** What has to be said, as it stands in a list after "says". */
const disclosures: Record<Disclosure, string> = {
  store_name: 'who texts',
  what_to_expect: 'what to expect',
  frequency: 'how often',
  message_and_data_rates: 'that message and data rates may apply',
  how_to_get_help: 'how to get help',
  how_to_stop: 'how to stop',
}

/** `a, b and c`. */
export const listed = (parts: readonly string[], word: 'and' | 'or' = 'and'): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`

/** Sources by law are named; our own are said to be ours, without fuss. */
export const isOwn = (source: string): boolean => source === ownSource

export function packOf(packs: readonly LimitsPack[], country: string): LimitsPack | null {
  const named = packs.find((pack) => pack.country === country || pack.also.includes(country))
  return named ?? packs.find((pack) => !pack.country) ?? null
}

export interface LimitLine {
  /** What is limited. */
  name: string
  /** To what. */
  says: string
  source: string
}

const duration = (minutes: number): string =>
  minutes % 60 === 0
    ? `${minutes / 60} ${minutes === 60 ? 'hour' : 'hours'}`
    : `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

/** The limits of a pack that hold in a region, or all of them where none is chosen; what stands on one source together. */
export function limitLines(pack: LimitsPack, region: string | null, regionName: (code: string) => string): LimitLine[] {
  const groups = new Map<string, LimitsPack['limits']>()
  for (const limit of pack.limits) {
    const { of, regions = [], source } = limit
    if (region && regions.length > 0 && !regions.includes(region)) continue
    const key = [of, source, ...regions].join('|')
    groups.set(key, [...(groups.get(key) ?? []), limit])
  }
  const line = (limits: LimitsPack['limits']): LimitLine => {
    const [first] = limits
    const regions = first?.regions ?? []
    return {
      name: first?.of === 'automated' ? 'All automated texts' : 'Marketing texts',
      says:
        `at most ${listed(limits.map(({ at_most, per }) => `${at_most} ${periods[per]}`))}` +
        (regions.length > 0 && !region ? `, in ${listed(regions.map(regionName))}` : ''),
      source: first?.source ?? '',
    }
  }
  return [
    ...[...groups.values()].map(line).sort((a, b) => b.name.localeCompare(a.name)),
    {
      name: 'Cart reminders',
      says: `${times(pack.cart.at_most)} a cart, within ${pack.cart.within_hours} hours`,
      source: pack.cart.source,
    },
    {
      name: 'Between two texts',
      says: `${duration(pack.minimum_gap.marketing)} before a marketing text`,
      source: pack.minimum_gap.source,
    },
  ]
}

export const firstTextWords = (pack: LimitsPack): string =>
  listed(pack.first_message.map((disclosure) => disclosures[disclosure]))

export const consentWords = (pack: LimitsPack): string =>
  (pack.marketing_consent === 'express_written' ? 'In writing, before the first text' : 'Given before the first text') +
  (pack.cart.consent_must_name_carts ? '; for cart reminders the words must name carts' : '')

export type CapName = keyof SendingRules['caps']

/** The country's own number beside the store's stricter one. `null`: the country has none. */
export function countryLimit(pack: LimitsPack, cap: CapName): number | null {
  const least = (of: string, per: string[]) => {
    const found = pack.limits.filter(
      (limit) => limit.of === of && per.includes(limit.per) && (limit.regions ?? []).length === 0,
    )
    return found.length > 0 ? Math.min(...found.map(({ at_most }) => at_most)) : null
  }
  switch (cap) {
    case 'marketing_per_day':
      return least('marketing', ['day', '24_hours'])
    case 'marketing_per_week':
      return least('marketing', ['week'])
    case 'automated_per_day':
      return least('automated', ['day', '24_hours'])
    case 'automated_per_week':
      return least('automated', ['week'])
    case 'texts_per_cart':
      return pack.cart.at_most
    case 'cart_within_hours':
      return pack.cart.within_hours
    case 'minimum_gap_minutes':
      return pack.minimum_gap.marketing
  }
}

/** Looser than the country's, and so without effect there. A gap is stricter when it is longer. */
export function withoutEffect(cap: CapName, own: number | null, country: number | null): boolean {
  if (own === null || country === null) return false
  return cap === 'minimum_gap_minutes' ? own < country : own > country
}
