import { useQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { ArrowLeft, MessageSquareText } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useMemo } from 'react'
import { openedConversation } from '@/api/conversations'
import { Problem } from '@/api/problem'
import { conversationQuery } from '@/api/queries'
import type { Box, Detail, Id, Me } from '@/api/types'
import { chooseStore, useCurrentStore } from '@/app/current-store'
import type { InboxSearch } from '@/app/inbox-search'
import { useSurface } from '@/commands/surfaces'
import { Composer } from '@/features/composer/composer'
import { Thread } from '@/features/conversation/thread'
import { ThreadHeader } from '@/features/conversation/thread-header'
import { ErasedNotice } from '@/features/erasure/erased-notice'
import { useMedia, widths } from '@/lib/use-media'
import { buttonClass } from '@/ui/button'
import { Drawer } from '@/ui/dialog'
import { Kbd } from '@/ui/kbd'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice, StateNotice } from '@/ui/state-notice'

const DetailsPanel = lazy(() =>
  import('@/features/contact/details-panel').then((module) => ({ default: module.DetailsPanel })),
)

interface ConversationPaneProps {
  me: Me
  id: Id | null
  box: Box
  search: InboxSearch
}

export function ConversationPane({ me, id, box, search }: ConversationPaneProps) {
  const conversation = useQuery({ ...conversationQuery(id ?? ''), enabled: id !== null })
  if (!id) {
    return (
      <section aria-label="Open conversation" className="min-w-0 flex-1 bg-thread max-md:hidden">
        <StateNotice icon={<MessageSquareText size={28} aria-hidden />} title="No conversation is open">
          Choose one from the list, or move with <Kbd keys="j" /> and <Kbd keys="k" />. Press <Kbd keys="?" /> for all
          keys.
        </StateNotice>
      </section>
    )
  }
  if (conversation.data) return <OpenConversation me={me} detail={conversation.data} box={box} search={search} />
  const unknown = conversation.error instanceof Problem && conversation.error.status === 404
  const erased = conversation.error instanceof Problem && conversation.error.code === 'contact_erased'
  const back = (
    <Link
      to="/inbox/$box/{-$conversation}"
      params={{ box, conversation: undefined }}
      search={search}
      className={buttonClass()}
    >
      <ArrowLeft size={16} aria-hidden />
      Back to the list
    </Link>
  )
  return (
    <section aria-label="Open conversation" className="min-w-0 flex-1 bg-thread">
      {erased ? (
        <ErasedNotice me={me} id={id} back={back} />
      ) : unknown ? (
        <StateNotice title="There is no such conversation" action={back}>
          The link may be mistyped or belong to another deployment.
        </StateNotice>
      ) : conversation.isError ? (
        <FailedNotice what="The conversation" error={conversation.error} onRetry={() => void conversation.refetch()} />
      ) : (
        <SkeletonRows rows={4} label="Loading the conversation" />
      )}
    </section>
  )
}

function OpenConversation({ me, detail, box, search }: { me: Me; detail: Detail; box: Box; search: InboxSearch }) {
  const router = useRouter()
  const wide = useMedia(widths.wide)
  const detailsOpen = wide ? search.panel !== 'none' : search.panel === 'details'
  const canWrite = me.role !== 'auditor'

  const setDetails = useCallback(
    (open: boolean) => {
      const panel = open === wide ? undefined : open ? 'details' : 'none'
      void router.navigate({
        to: '/inbox/$box/{-$conversation}',
        params: { box, conversation: detail.id },
        search: { ...search, panel },
        replace: true,
      })
    },
    [router, wide, box, detail.id, search],
  )
  const toggleDetails = useCallback(() => setDetails(!detailsOpen), [setDetails, detailsOpen])
  useSurface(
    'conversation',
    useMemo(() => ({ row: detail, toggleDetails }), [detail, toggleDetails]),
  )

  // A shared link may lead into another store than the one chosen last.
  const current = useCurrentStore()
  useEffect(() => {
    if (current && current !== detail.store) chooseStore(detail.store)
  }, [current, detail.store])

  // Reading is recorded, and makes it read for its owner; again when a text comes in under the owner's eyes.
  const unread = detail.unread
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new unread text is read anew
  useEffect(() => {
    if (!canWrite) return
    const read = () => {
      if (document.visibilityState !== 'visible') return
      document.removeEventListener('visibilitychange', read)
      openedConversation(detail.id).catch(() => undefined)
    }
    document.addEventListener('visibilitychange', read)
    read()
    return () => document.removeEventListener('visibilitychange', read)
  }, [detail.id, canWrite, detail.assignee === me.id && unread > 0])

  const details = (
    <Suspense fallback={<SkeletonRows rows={6} label="Loading the details" />}>
      <DetailsPanel detail={detail} canWrite={canWrite} canErase={me.permissions.includes('contacts.erase')} />
    </Suspense>
  )
  return (
    <>
      <section aria-label="Open conversation" className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ThreadHeader
          me={me}
          detail={detail}
          box={box}
          search={search}
          detailsOpen={detailsOpen}
          onToggleDetails={toggleDetails}
        />
        <Thread detail={detail} canWrite={canWrite} />
        <Composer me={me} detail={detail} />
      </section>
      {wide ? (
        detailsOpen && (
          <aside aria-label="Details" className="w-details shrink-0 overflow-y-auto border-l border-line bg-surface">
            {details}
          </aside>
        )
      ) : (
        <Drawer title="Details" open={detailsOpen} onClose={() => setDetails(false)}>
          {details}
        </Drawer>
      )}
    </>
  )
}
