import { Link, useRouter } from '@tanstack/react-router'
import {
  ArrowLeft,
  BellOff,
  Bot,
  CircleCheck,
  Ellipsis,
  Info,
  Mail,
  RotateCcw,
  Tag,
  UserPlus,
  UserX,
} from 'lucide-react'
import { useAgentName } from '@/api/agent-names'
import type { Box, Detail, Me } from '@/api/types'
import type { InboxSearch } from '@/app/inbox-search'
import { contextOf } from '@/commands/command'
import { closeConversations, reopen, take } from '@/commands/conversation-actions'
import { commands } from '@/commands/list'
import { showOverlay } from '@/commands/overlay'
import { surfaces } from '@/commands/surfaces'
import { Avatar } from '@/ui/avatar'
import { Button, IconButton } from '@/ui/button'
import { Chip } from '@/ui/chip'
import { Menu } from '@/ui/menu'

const icon = 18

interface ThreadHeaderProps {
  me: Me
  detail: Detail
  box: Box
  search: InboxSearch
  detailsOpen: boolean
  onToggleDetails: () => void
}

/** Who this is, whose it is, and what can be done with it. */
export function ThreadHeader({ me, detail, box, search, detailsOpen, onToggleDetails }: ThreadHeaderProps) {
  const router = useRouter()
  const nameOf = useAgentName()
  const canWrite = me.role !== 'auditor'
  const name = detail.name ?? detail.address_display
  const mine = detail.assignee === me.id
  const done = detail.box === 'closed' || detail.box === 'snoozed'
  const optedOut = detail.consent === 'opted_out'
  const run = (id: string) => {
    const now = surfaces.get()
    const context = contextOf(me, false, { ...now, list: undefined }, router.navigate)
    commands.find((command) => command.id === id)?.run(context)
  }
  return (
    <header className="@container flex h-topbar shrink-0 items-center gap-2 border-b border-line bg-surface px-3 md:px-4">
      <Link
        to="/inbox/$box/{-$conversation}"
        params={{ box, conversation: undefined }}
        search={search}
        aria-label="Back to the list"
        className="-ml-1 inline-flex size-9 shrink-0 items-center justify-center rounded-md text-ink-muted hover:bg-pressed md:hidden"
      >
        <ArrowLeft size={20} aria-hidden />
      </Link>
      <span className="max-md:hidden">
        <Avatar name={detail.name} seed={detail.id} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold">{name}</h2>
        <p className="truncate text-xs text-ink-muted">
          {mine ? 'Yours' : detail.assignee ? nameOf(detail.assignee) : 'Nobody’s yet'}
          {detail.name && `, ${detail.address_display}`}
        </p>
      </div>
      {optedOut && (
        <Chip tone="danger" icon={<UserX size={12} aria-hidden />}>
          Unsubscribed
        </Chip>
      )}
      {canWrite && (
        <>
          {!optedOut && (
            <Button
              look="danger"
              size="sm"
              className="@max-md:hidden"
              onClick={() => showOverlay({ kind: 'opt_out', row: detail })}
            >
              Unsubscribe
            </Button>
          )}
          {!mine && !done && (
            <Button size="sm" className="@max-md:hidden" onClick={() => void take(detail)}>
              Take
            </Button>
          )}
          <IconButton
            label="Assign"
            className="@max-xl:hidden"
            shortcut="A"
            onClick={() => showOverlay({ kind: 'assign', rows: [detail] })}
          >
            <UserPlus size={icon} aria-hidden />
          </IconButton>
          <IconButton
            label="Snooze"
            shortcut="S"
            className="@max-xl:hidden"
            onClick={() => showOverlay({ kind: 'snooze', rows: [detail] })}
          >
            <BellOff size={icon} aria-hidden />
          </IconButton>
          {done ? (
            <IconButton label="Reopen" onClick={() => void reopen(detail)}>
              <RotateCcw size={icon} aria-hidden />
            </IconButton>
          ) : (
            <IconButton label="Close" shortcut="E" onClick={() => void closeConversations([detail])}>
              <CircleCheck size={icon} aria-hidden />
            </IconButton>
          )}
          <Menu
            trigger={
              <IconButton label="More actions">
                <Ellipsis size={icon} aria-hidden />
              </IconButton>
            }
            entries={[
              { label: 'Take', icon: <UserPlus size={16} aria-hidden />, disabled: mine, onSelect: () => run('take') },
              {
                label: 'Assign',
                icon: <UserPlus size={16} aria-hidden />,
                shortcut: 'a',
                onSelect: () => run('assign'),
              },
              {
                label: 'Snooze',
                icon: <BellOff size={16} aria-hidden />,
                shortcut: 's',
                onSelect: () => run('snooze'),
              },
              {
                label: detail.unread > 0 ? 'Mark as read' : 'Mark as unread',
                icon: <Mail size={16} aria-hidden />,
                shortcut: 'u',
                onSelect: () => run('mark'),
              },
              { label: 'Label', icon: <Tag size={16} aria-hidden />, shortcut: 'l', onSelect: () => run('label') },
              detail.controller === 'ai'
                ? {
                    label: 'Take over from the AI',
                    icon: <Bot size={16} aria-hidden />,
                    onSelect: () => run('take_over'),
                  }
                : {
                    label: 'Let the AI answer',
                    icon: <Bot size={16} aria-hidden />,
                    disabled: optedOut,
                    onSelect: () => run('give_to_ai'),
                  },
              'separator',
              optedOut
                ? {
                    label: 'Record a new consent',
                    icon: <UserX size={16} aria-hidden />,
                    onSelect: () => showOverlay({ kind: 'opt_in', row: detail }),
                  }
                : {
                    label: 'Unsubscribe',
                    icon: <UserX size={16} aria-hidden />,
                    destructive: true,
                    onSelect: () => showOverlay({ kind: 'opt_out', row: detail }),
                  },
            ]}
          />
        </>
      )}
      <IconButton label="Details" shortcut="D" pressed={detailsOpen} onClick={onToggleDetails}>
        <Info size={icon} aria-hidden />
      </IconButton>
    </header>
  )
}
