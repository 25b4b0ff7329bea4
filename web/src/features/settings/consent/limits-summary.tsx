import type { LimitsPack } from '@/api/sending'
import { capitalised } from '@/lib/sentence'
import { consentWords, firstTextWords, isOwn, limitLines } from './limits'
import { regionName } from './places'
import { alone, type Where } from './quiet-hours'
import { Unsure } from './quiet-hours-sources'

/** How often a contact may be texted where the calendar is of, beside it. */
export function LimitsSummary({ pack, where, version }: { pack: LimitsPack; where: Where; version: string }) {
  const lines = limitLines(pack, where.region, (code) => regionName(where.country, code))
  return (
    <section aria-label="Limits" className="rounded-md border border-line bg-surface p-4">
      <h4 className="font-medium">
        Limits in {pack.country ? pack.name : pack.name.replace(/^any/, 'every')} {!pack.sure && <Unsure />}
      </h4>
      <dl className="mt-3 space-y-3">
        {lines.map(({ name, says, source }) => (
          <Line key={name + says} name={name} source={source}>
            {capitalised(says)}
          </Line>
        ))}
        <Line name="Consent to marketing" source={pack.consent_source}>
          {consentWords(pack)}
        </Line>
        <Line name="The first text says" source={pack.first_message_source}>
          {capitalised(firstTextWords(pack))}
        </Line>
        {pack.footer && <Line name="Every marketing text says">{capitalised(pack.footer)}</Line>}
      </dl>
      {pack.note && <p className="mt-3 text-sm text-ink-muted">{pack.note}</p>}
      <p className="mt-3 text-xs text-ink-muted">
        {pack.country
          ? `Table of limits for ${alone(pack.name)}, version ${version}.`
          : `No country of its own in the table of limits, version ${version}.`}
      </p>
    </section>
  )
}

function Line({ name, source, children }: { name: string; source?: string; children: string }) {
  return (
    <div>
      <dt className="text-xs text-ink-muted">{name}</dt>
      <dd>{children}</dd>
      {source && <dd className="text-xs text-ink-muted">{isOwn(source) ? 'Our own limit, no law' : source}</dd>}
    </div>
  )
}
