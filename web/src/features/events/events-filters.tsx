import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import type { Agent } from '@/api/types'
import { Button } from '@/ui/button'
import { cx } from '@/ui/class-names'
import { SelectField, TextField } from '@/ui/field'
import { eventGroups, eventTitle, typesIn, withoutWebhooks } from './event-catalog'
import { type EventsSearch, filterOf, localMinute, timeOfLocalMinute } from './events-search'

interface EventsFiltersProps {
  search: EventsSearch
  agents: Agent[]
  onChange: (change: Partial<EventsSearch>) => void
}

/** The server takes a kind of actor as well as one actor. */
const kinds = [
  ['contact', 'Customers'],
  ['agent', 'Agents'],
  ['ai', 'AI and keyword rules'],
  ['flow', 'Flows'],
  ['carrier', 'Carriers'],
  ['shop', 'The shop'],
  ['api_key', 'Programs with an API key'],
  ['system', 'Threadkeep itself'],
] as const

const controlWidth = 'w-52 max-md:w-full'

export function EventsFilters({ search, agents, onChange }: EventsFiltersProps) {
  const filtered = Object.keys(filterOf(search)).length > 0
  const actorIsListed =
    kinds.some(([actor]) => actor === search.actor) || agents.some((agent) => search.actor === `agent:${agent.id}`)
  // A phone has no room for the whole filter beside the events.
  const [unfolded, setUnfolded] = useState(false)
  return (
    <form
      aria-label="Filter events"
      className="border-b border-line bg-surface px-4 py-2"
      onSubmit={(event) => event.preventDefault()}
    >
      <Button className="md:hidden" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
        <SlidersHorizontal size={16} aria-hidden /> Filter{filtered && ': on'}
      </Button>
      <div
        className={cx(
          'grid grid-cols-2 items-end gap-2 max-md:mt-2 md:flex md:flex-wrap',
          !unfolded && 'max-md:hidden',
        )}
      >
        <div className={controlWidth}>
          <SelectField
            label="Event"
            value={search.type ?? ''}
            onChange={(event) => onChange({ type: event.target.value || undefined })}
          >
            <option value="">Every event</option>
            <option value={withoutWebhooks}>Without raw webhooks</option>
            {eventGroups.map(({ group, slug }) => (
              <optgroup key={slug} label={group}>
                <option value={slug}>{group}: all</option>
                {typesIn(group).map((type) => (
                  <option key={type} value={type}>
                    {eventTitle(type)}
                  </option>
                ))}
              </optgroup>
            ))}
          </SelectField>
        </div>
        <div className={controlWidth}>
          <SelectField
            label="Who"
            value={search.actor ?? ''}
            onChange={(event) => onChange({ actor: event.target.value || undefined })}
          >
            <option value="">Anybody</option>
            {search.actor && !actorIsListed && <option value={search.actor}>{search.actor}</option>}
            {kinds.map(([actor, name]) => (
              <option key={actor} value={actor}>
                {name}
              </option>
            ))}
            <optgroup label="One agent">
              {agents.map((agent) => (
                <option key={agent.id} value={`agent:${agent.id}`}>
                  {agent.name}
                </option>
              ))}
            </optgroup>
          </SelectField>
        </div>
        <div className="w-52 max-md:w-full">
          <TextField
            label="From"
            type="datetime-local"
            value={localMinute(search.since)}
            onChange={(event) => onChange({ since: timeOfLocalMinute(event.target.value) })}
          />
        </div>
        <div className="w-52 max-md:w-full">
          <TextField
            label="Until"
            type="datetime-local"
            value={localMinute(search.until)}
            onChange={(event) => onChange({ until: timeOfLocalMinute(event.target.value) })}
          />
        </div>
        <div className={controlWidth}>
          <SelectField
            label="Order"
            value={search.order ?? 'desc'}
            onChange={(event) => onChange({ order: event.target.value === 'asc' ? 'asc' : undefined })}
          >
            <option value="desc">Newest first</option>
            <option value="asc">Oldest first</option>
          </SelectField>
        </div>
        {filtered && (
          <Button
            look="quiet"
            onClick={() =>
              onChange({ type: undefined, actor: undefined, stream: undefined, since: undefined, until: undefined })
            }
          >
            Show all
          </Button>
        )}
      </div>
    </form>
  )
}
