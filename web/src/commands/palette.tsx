import { useRouter } from '@tanstack/react-router'
import type { Me } from '@/api/types'
import { Dialog } from '@/ui/dialog'
import { Kbd } from '@/ui/kbd'
import { Picker } from '@/ui/picker'
import { type CommandGroup, contextOf } from './command'
import { commands } from './list'
import { closeOverlay } from './overlay'
import { surfaces } from './surfaces'

/** Everything that can be done right now, found by typing. */
export function Palette({ me, demo }: { me: Me; demo: boolean }) {
  const router = useRouter()
  const context = contextOf(me, demo, surfaces.get(), router.navigate)
  const choices = commands
    .filter((command) => !command.keyOnly && command.available(context))
    .map(({ id, label, group, keys, words, run }) => ({
      id,
      label,
      words: `${group} ${words ?? ''}`,
      shortcut: keys,
      run: () => run(context),
    }))
  return <Picker title="Commands" placeholder="What do you want to do?" choices={choices} open onClose={closeOverlay} />
}

const groups: CommandGroup[] = ['List', 'Conversation', 'Reply', 'Go to', 'App']

/** The list of keys. */
export function HelpSheet() {
  return (
    <Dialog title="Keyboard shortcuts" open onClose={closeOverlay} wide>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls, and scrolling needs the keyboard
        tabIndex={0}
        className="gap-x-10 pb-4 -outline-offset-2 md:columns-2"
      >
        {groups.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-sm font-semibold text-ink-muted">{group}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group && command.keys)
                .map((command) => (
                  <div key={command.id} className="flex items-center gap-3 py-1">
                    <dt className="min-w-0 flex-1">{command.label}</dt>
                    <dd>
                      <Kbd keys={command.keys ?? ''} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section className="break-inside-avoid">
          <h3 className="mb-1 text-sm font-semibold text-ink-muted">While writing</h3>
          <dl>
            {[
              ['Send', 'enter'],
              ['New line', 'shift+enter'],
              ['Quick replies', '/'],
              ['Leave the field', 'escape'],
            ].map(([label, keys]) => (
              <div key={label} className="flex items-center gap-3 py-1">
                <dt className="min-w-0 flex-1">{label}</dt>
                <dd>
                  <Kbd keys={keys ?? ''} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  )
}
