// Where a contact may be, in words. Pure.

import type { SendingTimes } from '@/api/sending'
import { countryName } from '@/lib/countries'
import { listed } from './limits'
import { inCountry, regionName } from './places'

type Place = SendingTimes['place']

const bases: Record<Place['basis'], string> = {
  contact_zone: 'Told by the contact’s time zone',
  postal_code: 'Told by the postal code',
  region: 'Told by the state or province',
  area_code: 'Told by the area code of the number',
  country: 'Told by the country alone',
  unknown: 'Nothing says where',
}

/** More than this many states are not listed. */
const mostNamed = 4

export function placeWords({ country, regions, zones, basis }: Place): { where: string; from: string } {
  const from = bases[basis]
  if (!country) return { where: zones.length > 0 ? 'Somewhere in the time zone' : 'Nobody knows where', from }
  const named = countryName(country)
  if (regions.length === 0) {
    return { where: zones.length > 1 ? `Somewhere in ${inCountry(country)}` : named, from }
  }
  if (regions.length > mostNamed) return { where: `One of ${regions.length} states of ${inCountry(country)}`, from }
  const names = regions.map((code) => regionName(country, code))
  return { where: `${listed(names, 'or')}, ${named}`, from }
}
