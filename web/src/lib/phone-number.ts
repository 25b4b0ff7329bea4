/** A number typed by hand in E.164, or `null`. Ten digits without a country code are taken as North American. */
export function readNumber(text: string): string | null {
  if (/[^\d\s()+.\-/]/.test(text)) return null
  const digits = text.replace(/\D/g, '')
  if (text.trim().startsWith('+')) return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null
  if (/^[2-9]\d{9}$/.test(digits)) return `+1${digits}`
  return /^1[2-9]\d{9}$/.test(digits) ? `+${digits}` : null
}

export function displayNumber(address: string): string {
  const us = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(address)
  return us ? `(${us[1]}) ${us[2]}-${us[3]}` : address
}
