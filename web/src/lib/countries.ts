const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })

/** `US` in words; whatever is no country stays as it is. */
export function countryName(code: string): string {
  try {
    return names.of(code.toUpperCase()) ?? code
  } catch {
    return code
  }
}
