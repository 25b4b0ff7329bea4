import { Link } from '@tanstack/react-router'
import type { Role } from '@/api/types'
import { cx } from '@/ui/class-names'
import { type SettingsSection, sections } from './sections'

const groups = ['Store', 'Texts', 'Automation', 'People', 'Server'] as const

export function SettingsMenu({
  current,
  role,
  className,
}: {
  current: SettingsSection | null
  role: Role
  className?: string
}) {
  const visible = sections.filter((info) => info.visible?.(role) ?? true)
  return (
    <nav aria-label="Settings" className={cx('space-y-4 overflow-y-auto p-3', className)}>
      {groups
        .filter((group) => visible.some((info) => info.group === group))
        .map((group) => (
          <section key={group} aria-label={group}>
            <h2 className="px-2 pb-1 text-xs font-medium text-ink-muted">{group}</h2>
            <ul>
              {visible
                .filter((info) => info.group === group)
                .map(({ section, name, icon: Icon }) => (
                  <li key={section}>
                    <Link
                      to="/settings/{-$section}"
                      params={{ section }}
                      aria-current={section === current ? 'page' : undefined}
                      className={cx(
                        'flex h-9 items-center gap-2.5 rounded-md px-2 hover:bg-pressed md:h-8',
                        section === current &&
                          'md:bg-accent-soft md:font-medium md:text-accent-ink md:hover:bg-accent-soft',
                      )}
                    >
                      <Icon size={16} aria-hidden className="shrink-0" />
                      {name}
                    </Link>
                  </li>
                ))}
            </ul>
          </section>
        ))}
    </nav>
  )
}
