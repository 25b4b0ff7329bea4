import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { BatteryFull, CheckCheck, MessageCircle, Signal, Wifi } from 'lucide-react'
import { phoneQuery, readTexts } from '@/api/simulator'
import { useNow } from '@/lib/clock'
import { clockTime } from '@/lib/time'
import { Avatar } from '@/ui/avatar'
import { Button } from '@/ui/button'
import { SkeletonRows } from '@/ui/skeleton'
import { FailedNotice, StateNotice } from '@/ui/state-notice'
import { tellFailure } from '@/ui/toast'
import { PhoneComposer } from './phone-composer'
import { PhoneThread } from './phone-thread'

interface PhoneProps {
  address: string
  owner: string
  storeName: string
  readOnly: boolean
}

export function Phone({ address, owner, storeName, readOnly }: PhoneProps) {
  const texts = useQuery(phoneQuery(address))
  const client = useQueryClient()
  const now = useNow()
  const reading = useMutation({
    mutationFn: () => readTexts(address),
    onSuccess: () => client.invalidateQueries({ queryKey: phoneQuery(address).queryKey }),
    onError: (error) => tellFailure('The texts were not marked as read', error),
  })
  const unread = texts.data?.some((text) => text.direction === 'store' && text.state === 'delivered') ?? false
  return (
    <section
      aria-label={`Phone of ${owner}`}
      className="flex h-full max-h-phone-height w-full max-w-phone flex-col overflow-hidden rounded-phone border-8 border-phone bg-thread shadow-raised"
    >
      <div aria-hidden className="flex h-9 shrink-0 items-center justify-between bg-surface px-6 text-xs font-semibold">
        <span className="tabular">{clockTime(now)}</span>
        <span className="flex items-center gap-1.5">
          <Signal size={14} />
          <Wifi size={14} />
          <BatteryFull size={16} />
        </span>
      </div>
      <header className="flex h-14 shrink-0 items-center gap-2.5 border-b border-line bg-surface px-3">
        <Avatar name={storeName} seed="store" />
        <p className="min-w-0 flex-1">
          <span className="block truncate font-medium">{storeName}</span>
          <span className="block truncate text-xs text-ink-muted">Text message</span>
        </p>
        <Button
          size="sm"
          look="quiet"
          disabled={!unread || readOnly}
          busy={reading.isPending}
          title="Read the store’s texts, as a customer does who opens them"
          onClick={() => reading.mutate()}
        >
          <CheckCheck size={16} aria-hidden /> Read
        </Button>
      </header>
      {texts.isPending ? (
        <div className="flex-1">
          <SkeletonRows rows={4} label="Loading the texts" />
        </div>
      ) : texts.isError ? (
        <div className="flex-1">
          <FailedNotice what="The phone" error={texts.error} onRetry={() => void texts.refetch()} />
        </div>
      ) : texts.data.length === 0 ? (
        <div className="flex-1">
          <StateNotice icon={<MessageCircle size={28} aria-hidden />} title="No texts yet">
            Write to the store below, or abandon a cart and move the clock.
          </StateNotice>
        </div>
      ) : (
        <PhoneThread messages={texts.data} now={now} />
      )}
      <PhoneComposer key={address} address={address} disabled={readOnly} />
    </section>
  )
}
