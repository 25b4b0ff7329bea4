import type { ReactNode } from 'react'
import type { Id, Store } from '@/api/types'
import { StoreSection } from '../store-section'
import { NumberTrial } from './number-trial'
import { QuietHoursSection } from './quiet-hours-section'
import { sendingRulesProblem } from './sending-rules'
import { SendingRulesEditor } from './sending-rules-editor'
import { TextTrial } from './text-trial'

interface ConsentSectionProps {
  id: Id
  store: Store
  readOnly: boolean
}

/** What laws, carriers and the store say about texting, and what would happen to a text or a number. */
export default function ConsentSection(props: ConsentSectionProps) {
  return (
    <div className="space-y-10">
      <Part title="When texts may be sent" about="What laws and carriers allow, where the customer is.">
        <QuietHoursSection />
      </Part>
      <Part title="Try a text" about="What the store would take it for. Nothing is recorded, nobody is texted.">
        <TextTrial store={props.id} />
      </Part>
      <Part title="Try a number" about="Where it may be, and whether it may be texted.">
        <NumberTrial store={props.id} />
      </Part>
      <Part title="The store’s own rules" about="What you ask of your texts beyond what the law does.">
        <StoreSection {...props} section="sending-rules" Editor={SendingRulesEditor} problem={sendingRulesProblem} />
      </Part>
    </div>
  )
}

function Part({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="text-lg font-semibold">{title}</h3>
      <p className="mb-4 text-ink-muted">{about}</p>
      {children}
    </section>
  )
}
