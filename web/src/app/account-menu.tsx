import { useQueryClient } from '@tanstack/react-query'
import { Bell, BellOff, Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { signOut } from '@/api/session'
import type { Me } from '@/api/types'
import { showOverlay } from '@/commands/overlay'
import { notificationSettings, setSound } from '@/features/presence/notification-settings'
import { useStore } from '@/lib/store'
import { Avatar } from '@/ui/avatar'
import { Menu } from '@/ui/menu'
import { chooseTheme, theme } from './theme'

const themes = [
  { value: 'system', label: 'Theme of the system', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const

const roles = { admin: 'Administrator', agent: 'Agent', auditor: 'Auditor' }

export function AccountMenu({ me }: { me: Me }) {
  const queries = useQueryClient()
  const chosen = useStore(theme)
  const { sound } = useStore(notificationSettings)
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${me.name}`}
          className="flex h-10 w-full items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-pressed"
        >
          <Avatar name={me.name} seed={me.id} size="sm" />
          <span className="min-w-0 flex-1 truncate md:hidden lg:group-data-wide/nav:block">{me.name}</span>
        </button>
      }
      entries={[
        { heading: `${me.name}, ${roles[me.role]}` },
        ...themes.map(({ value, label, icon: Icon }) => ({
          label,
          icon: <Icon size={16} aria-hidden />,
          checked: chosen === value,
          onSelect: () => chooseTheme(value),
        })),
        'separator',
        {
          label: sound ? 'Turn the sound off' : 'Turn the sound on',
          icon: sound ? <Bell size={16} aria-hidden /> : <BellOff size={16} aria-hidden />,
          onSelect: () => setSound(!sound),
        },
        {
          label: 'Keyboard shortcuts',
          icon: <Keyboard size={16} aria-hidden />,
          shortcut: '?',
          onSelect: () => showOverlay({ kind: 'help' }),
        },
        'separator',
        {
          label: 'Sign out',
          icon: <LogOut size={16} aria-hidden />,
          onSelect: () => void signOut().then(() => queries.clear()),
        },
      ]}
    />
  )
}
