import { lazy, Suspense } from 'react'
import type { Id, Me, Store } from '@/api/types'
import { SkeletonRows } from '@/ui/skeleton'
import { AccountSection } from './account-section'
import { AgentsSection } from './agents-section'
import { ApiKeysSection } from './api-keys-section'
import { AutomationEditor, automationProblem } from './automation-editor'
import { CartRecoveryEditor, cartRecoveryProblem } from './cart-recovery-editor'
import { HoursEditor, hoursProblem } from './hours-editor'
import { KeywordRulesEditor, KeywordRulesTrial, keywordRulesProblem } from './keyword-rules-editor'
import { ProfileEditor, profileProblem } from './profile-editor'
import { QuickRepliesEditor, quickRepliesProblem } from './quick-replies-editor'
import type { SettingsSection } from './sections'
import { SendersEditor, sendersProblem } from './senders-editor'
import { StoreSection } from './store-section'
import { SystemSection } from './system-section'
import { TemplatesEditor, templatesProblem } from './templates-editor'

/** The tables and what draws them are fetched when the section is opened. */
const ConsentSection = lazy(() => import('./consent/consent-section'))

interface SectionContentProps {
  section: SettingsSection
  me: Me
  id: Id
  store: Store
}

export function SectionContent({ section, me, id, store }: SectionContentProps) {
  const readOnly = me.role !== 'admin'
  const common = { id, store, readOnly }
  switch (section) {
    case 'profile':
      return <StoreSection {...common} section="profile" Editor={ProfileEditor} problem={profileProblem} />
    case 'senders':
      return <StoreSection {...common} section="senders" Editor={SendersEditor} problem={sendersProblem} />
    case 'hours':
      return <StoreSection {...common} section="hours" Editor={HoursEditor} problem={hoursProblem} />
    case 'templates':
      return <StoreSection {...common} section="templates" Editor={TemplatesEditor} problem={templatesProblem} />
    case 'quick-replies':
      return (
        <StoreSection {...common} section="quick-replies" Editor={QuickRepliesEditor} problem={quickRepliesProblem} />
      )
    case 'keyword-rules':
      return (
        <StoreSection
          {...common}
          section="keyword-rules"
          Editor={KeywordRulesEditor}
          Trial={KeywordRulesTrial}
          problem={keywordRulesProblem}
        />
      )
    case 'automation':
      return <StoreSection {...common} section="automation" Editor={AutomationEditor} problem={automationProblem} />
    case 'cart-recovery':
      return (
        <StoreSection {...common} section="cart-recovery" Editor={CartRecoveryEditor} problem={cartRecoveryProblem} />
      )
    case 'consent':
      return (
        <Suspense fallback={<SkeletonRows rows={6} label="Loading settings" />}>
          <ConsentSection {...common} />
        </Suspense>
      )
    case 'agents':
      return <AgentsSection me={me.id} readOnly={readOnly} />
    case 'api-keys':
      return <ApiKeysSection />
    case 'account':
      return <AccountSection me={me} />
    case 'system':
      return <SystemSection readOnly={readOnly} />
  }
}
