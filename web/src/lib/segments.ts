/**
 * How many SMS segments a text takes: GSM 03.38 when every character is in its alphabet (160 septets, or 153 in each part
 * of a longer text), otherwise UCS-2 (70 units, or 67). A character of two units never straddles two segments.
 */
export interface Segments {
  encoding: 'GSM-7' | 'UCS-2'
  segments: number
  /** Units that still fit into the last segment. */
  left: number
}

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Sent as an escape and a second septet. */
const extended = new Set('\f^{}\\[~]|€')

const limits = {
  'GSM-7': { single: 160, part: 153 },
  'UCS-2': { single: 70, part: 67 },
} as const

/** What the reader sees as one character; an emoji made of several is kept in one segment as long as it fits. */
const graphemes = (text: string): string[] =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment)

export function countSegments(text: string): Segments {
  const gsm = [...text].every((character) => basic.has(character) || extended.has(character))
  const encoding = gsm ? 'GSM-7' : 'UCS-2'
  const sizes = gsm
    ? [...text].map((character) => (extended.has(character) ? 2 : 1))
    : graphemes(text).map((cluster) => cluster.length)
  const { single, part } = limits[encoding]
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (total <= single) return { encoding, segments: total === 0 ? 0 : 1, left: single - total }
  let segments = 1
  let used = 0
  for (const size of sizes) {
    if (used + size > part) {
      segments += 1
      used = 0
    }
    used += size
  }
  return { encoding, segments, left: part - used }
}
