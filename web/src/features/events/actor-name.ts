/** An actor as the log writes it (`agent:<id>`, `carrier:twilio`, `system`) in the words a person uses. */
export function actorName(actor: string, agents: ReadonlyMap<string, string>): string {
  const colon = actor.indexOf(':')
  const kind = colon < 0 ? actor : actor.slice(0, colon)
  const rest = colon < 0 ? '' : actor.slice(colon + 1)
  switch (kind) {
    case 'agent':
      return agents.get(rest) ?? `Agent ${rest.slice(0, 8)}`
    case 'api_key':
      return `API key ${rest.slice(0, 8)}`
    case 'contact':
      return 'Customer'
    case 'carrier':
      return capitalised(rest)
    case 'shop':
      return capitalised(rest)
    case 'ai':
      return 'AI'
    case 'flow':
      return `Flow ${rest.replaceAll('_', ' ')}`
    case 'system':
      return 'Threadkeep'
    default:
      return actor
  }
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
