/** Small things kept on this device. Storage can be full or forbidden; then they last as long as the page. */

const prefix = 'threadkeep.'

export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key)
  } catch {
    return null
  }
}

export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + key)
    else localStorage.setItem(prefix + key, value)
  } catch {
    // Kept in memory by whoever called; there is nothing better to do.
  }
}
