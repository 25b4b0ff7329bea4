import { useQuery } from '@tanstack/react-query'
import { Eraser, FileCheck } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { readCertificate } from '@/api/erasures'
import { explain } from '@/api/problem'
import { erasureQuery } from '@/api/queries'
import type { ErasureReason, Id, Me } from '@/api/types'
import { useNow } from '@/lib/clock'
import { standingAlone } from '@/lib/time'
import { Button } from '@/ui/button'
import { StateNotice } from '@/ui/state-notice'

const reasons: Record<ErasureReason, string> = {
  contact_request: 'at their own request',
  shop_request: 'at their request to the shop',
  retention_period: 'because it was kept for long enough',
}

/** In the place of a thread whose customer was erased. */
export function ErasedNotice({ me, id, back }: { me: Me; id: Id; back: ReactNode }) {
  const mayLook = me.permissions.includes('erasures.read')
  const erasure = useQuery({ ...erasureQuery(id), enabled: mayLook })
  const [problem, setProblem] = useState<string | null>(null)
  const now = useNow()

  async function download() {
    setProblem(null)
    try {
      const url = URL.createObjectURL(await readCertificate(id))
      const link = Object.assign(document.createElement('a'), { href: url, download: `erasure-${id}.txt` })
      link.click()
      URL.revokeObjectURL(url)
    } catch (error) {
      setProblem(explain(error))
    }
  }

  return (
    <StateNotice
      icon={<Eraser size={28} aria-hidden />}
      title="This customer was erased"
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {erasure.data?.completed && (
            <Button onClick={() => void download()}>
              <FileCheck size={16} aria-hidden />
              Download the certificate
            </Button>
          )}
          {back}
        </div>
      }
    >
      <p>
        {erasure.data
          ? `${standingAlone(new Date(erasure.data.at), now)}, ${reasons[erasure.data.reason]}. `
          : 'Nothing of them is kept. '}
        The number is never texted again.
      </p>
      {erasure.data && !erasure.data.completed && <p role="status">The last traces are being removed.</p>}
      {problem && (
        <p role="alert" className="text-danger-ink">
          {problem}
        </p>
      )}
    </StateNotice>
  )
}
