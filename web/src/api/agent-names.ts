import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { agentsQuery } from '@/api/queries'
import { currentMe } from '@/api/session'
import type { Author, Id } from '@/api/types'
import { capitalised } from '@/lib/sentence'

export type NameOf = (agent: Id | null | undefined) => string

/** Names of agents by id; somebody unknown is "A colleague". */
export function useAgentName(): NameOf {
  const agents = useQuery(agentsQuery()).data
  return useMemo(() => {
    const names = new Map((agents ?? []).map((agent) => [agent.id, agent.name]))
    return (id) => (id ? (names.get(id) ?? 'A colleague') : 'Nobody')
  }, [agents])
}

/** Who wrote one of ours, as a label on it. */
export function authorName(author: Author | null | undefined, nameOf: NameOf): string {
  switch (author?.by) {
    case 'agent':
      return author.agent === currentMe().id ? 'You' : nameOf(author.agent)
    case 'ai':
      return 'AI'
    case 'rule':
    case 'flow':
    case 'campaign':
      return capitalised(author.name)
    case 'integration':
      return 'Integration'
    default:
      return 'Automatic'
  }
}
