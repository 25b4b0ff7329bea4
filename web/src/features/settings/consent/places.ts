// Countries, states and provinces by name. Pure.

import { countryName } from '@/lib/countries'
import type { Where } from './quiet-hours'

/** States and provinces of the countries whose rules differ by them. */
export const regions: Record<string, Record<string, string>> = {
  US: {
    AL: 'Alabama',
    AK: 'Alaska',
    AZ: 'Arizona',
    AR: 'Arkansas',
    CA: 'California',
    CO: 'Colorado',
    CT: 'Connecticut',
    DE: 'Delaware',
    FL: 'Florida',
    GA: 'Georgia',
    HI: 'Hawaii',
    ID: 'Idaho',
    IL: 'Illinois',
    IN: 'Indiana',
    IA: 'Iowa',
    KS: 'Kansas',
    KY: 'Kentucky',
    LA: 'Louisiana',
    ME: 'Maine',
    MD: 'Maryland',
    MA: 'Massachusetts',
    MI: 'Michigan',
    MN: 'Minnesota',
    MS: 'Mississippi',
    MO: 'Missouri',
    MT: 'Montana',
    NE: 'Nebraska',
    NV: 'Nevada',
    NH: 'New Hampshire',
    NJ: 'New Jersey',
    NM: 'New Mexico',
    NY: 'New York',
    NC: 'North Carolina',
    ND: 'North Dakota',
    OH: 'Ohio',
    OK: 'Oklahoma',
    OR: 'Oregon',
    PA: 'Pennsylvania',
    RI: 'Rhode Island',
    SC: 'South Carolina',
    SD: 'South Dakota',
    TN: 'Tennessee',
    TX: 'Texas',
    UT: 'Utah',
    VT: 'Vermont',
    VA: 'Virginia',
    WA: 'Washington',
    WV: 'West Virginia',
    WI: 'Wisconsin',
    WY: 'Wyoming',
    DC: 'the District of Columbia',
  },
  CA: {
    AB: 'Alberta',
    BC: 'British Columbia',
    MB: 'Manitoba',
    NB: 'New Brunswick',
    NL: 'Newfoundland and Labrador',
    NS: 'Nova Scotia',
    NU: 'Nunavut',
    ON: 'Ontario',
    PE: 'Prince Edward Island',
    QC: 'Quebec',
    SK: 'Saskatchewan',
    YT: 'Yukon',
    NT: 'the Northwest Territories',
  },
}

/** What `Intl` knows a name for, but is no country. */
const noCountry = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

/** Every country that has a code of its own today, by name. */
export function countries(): { code: string; name: string }[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !noCountry.has(code) && new Intl.Locale(`und-${code}`).region === code)
    .map((code) => ({ code, name: countryName(code) }))
    .filter(({ code, name }) => name !== code)
    .sort((a, b) => a.name.localeCompare(b.name))
}

export const regionName = (country: string, region: string): string => regions[country]?.[region] ?? region

const withArticle = /^(United |Netherlands|Philippines|Bahamas|Maldives|Cayman|Faroe|Falkland|Marshall|Solomon|Cook )/

/** A country as it stands after "in": `the United States`, `France`. */
export function inCountry(country: string): string {
  const name = countryName(country)
  return withArticle.test(name) ? `the ${name}` : name
}

/** A place as it stands after "in": `Florida`, `the United States`. */
export const afterIn = ({ country, region }: Where): string =>
  region ? regionName(country, region) : inCountry(country)

/** From the URL: a country that exists and a state that lies in it. */
export function readWhere(country: string | undefined, region: string | undefined): Where {
  const code = /^[A-Z]{2}$/.test(country ?? '') ? (country as string) : 'US'
  return { country: code, region: region && regions[code]?.[region] ? region : null }
}
