import { Bot } from 'lucide-react'
import type { Detail } from '@/api/types'
import { handOff } from '@/commands/conversation-actions'
import { Button } from '@/ui/button'

/** Who answers, when it is the AI. Writing takes over as well. */
export function AiBar({ detail }: { detail: Detail }) {
  return (
    <div className="flex items-center gap-2 border-b border-accent-line bg-accent-soft py-1.5 pr-2 pl-4 text-accent-ink">
      <Bot size={16} aria-hidden className="shrink-0" />
      <p className="min-w-0 flex-1">The AI is answering. Reply to take over.</p>
      <Button size="sm" onClick={() => void handOff(detail, 'people')}>
        Take over
      </Button>
    </div>
  )
}
