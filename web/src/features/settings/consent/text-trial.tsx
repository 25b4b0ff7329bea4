import { useQuery } from '@tanstack/react-query'
import { Ban, CircleCheck, CircleHelp, type LucideIcon, MessageSquare, UserRound } from 'lucide-react'
import { useState } from 'react'
import { explain } from '@/api/problem'
import { type TextReading, textTrialQuery } from '@/api/sending'
import type { Id } from '@/api/types'
import { capitalised } from '@/lib/sentence'
import { usePaused } from '@/lib/use-paused'
import { cx } from '@/ui/class-names'
import { TextArea } from '@/ui/field'
import { Skeleton } from '@/ui/skeleton'
import { Answer, AnswerFact, Examples } from './trial'

const examples = [
  'STOP',
  'please leave me alone',
  'when does the sale end?',
  'STOP it this is too cute!!',
  'stop my order pls',
  'not interested',
  'no me mandes más mensajes',
  '🛑',
]

const intents: Record<string, { word: string; icon: LucideIcon }> = {
  opt_out: { word: 'Opt-out', icon: Ban },
  opt_in: { word: 'Opt-in', icon: CircleCheck },
  help: { word: 'Asks for help', icon: CircleHelp },
  escalate: { word: 'Wants a person', icon: UserRound },
  none: { word: 'No wish about texts', icon: MessageSquare },
}

const topics: Record<string, string> = {
  shipping: 'Shipping',
  order_status: 'Where an order is',
  returns: 'Returns',
  discount: 'Discounts',
  sizing: 'Sizes',
}

/** What the store would make of a text of a customer. Nothing is recorded, nobody is texted. */
export function TextTrial({ store }: { store: Id }) {
  const [text, setText] = useState('')
  const asked = usePaused(text.trim())
  const trial = useQuery(textTrialQuery(store, asked))
  const empty = text.trim() === ''
  const waiting = !empty && (asked !== text.trim() || trial.isFetching)
  return (
    <div className="grid gap-4 rounded-md border border-line bg-surface p-4 lg:grid-cols-2 lg:gap-6">
      <div className="space-y-3">
        <TextArea
          label="A text of a customer"
          placeholder="Type or paste what somebody wrote"
          rows={3}
          maxLength={1_600}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Examples label="Examples of texts" texts={examples} chosen={text} onChoose={setText} />
      </div>
      <Answer label="What would happen" waiting={waiting}>
        {empty ? (
          <p className="text-ink-muted">Type a text or choose an example to see what would happen, and why.</p>
        ) : trial.isError ? (
          <p role="alert" className="text-danger-ink">
            {explain(trial.error)}
          </p>
        ) : trial.data ? (
          <Reading reading={trial.data} />
        ) : (
          <div className="space-y-2">
            <Skeleton className="h-4 w-2/3" />
            <Skeleton className="h-4 w-full" />
          </div>
        )}
      </Answer>
    </div>
  )
}

function Reading({ reading }: { reading: TextReading }) {
  const intent = intents[reading.intent] ?? { word: capitalised(reading.intent.replaceAll('_', ' ')), icon: CircleHelp }
  const Icon = intent.icon
  const stops = reading.intent === 'opt_out'
  return (
    <>
      <p className={cx('flex items-center gap-2 font-medium', stops && reading.certain && 'text-accent-ink')}>
        <Icon size={16} aria-hidden className="shrink-0" />
        {intent.word}
        {stops && <span className="font-normal text-ink-muted">{reading.certain ? 'for certain' : 'doubtful'}</span>}
      </p>
      <p className="mt-1">{reading.outcome}</p>
      <dl className="mt-3 space-y-1.5 border-t border-line pt-3 text-sm">
        <AnswerFact name="Why">{capitalised(reading.reason)}</AnswerFact>
        <AnswerFact name="Rule">
          {reading.rule === 'none' ? 'None' : <code className="font-mono text-xs">{reading.rule}</code>}
        </AnswerFact>
        <AnswerFact name="Topic">{topics[reading.topic] ?? 'None'}</AnswerFact>
        <AnswerFact name="Keyword rule">{reading.keyword_rule ?? 'None would answer'}</AnswerFact>
        <AnswerFact name="Classifier">
          <span className="tabular">{reading.version}</span>
        </AnswerFact>
      </dl>
    </>
  )
}
