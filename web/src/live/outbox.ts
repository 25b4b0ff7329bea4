import { sendMessage } from '@/api/conversations'
import { explain } from '@/api/problem'
import { keys } from '@/api/queries'
import { queryClient } from '@/app/query-client'
import { feedStatus } from './feed'
import { addEcho, changeEcho, dropEcho, type Echo, echoes } from './local-echo'

/** How long the feed may take to bring the real message before the timeline is asked. */
const feedPatienceMs = 3_000

/** Shows the message at once and sends it. Trying again reuses the client id, so nothing is ever sent twice. */
export async function deliver(echo: Echo): Promise<void> {
  if (echoes.get().some((other) => other.clientId === echo.clientId)) {
    changeEcho(echo.clientId, { state: 'sending', reason: null })
  } else {
    addEcho(echo)
  }
  try {
    await sendMessage(echo.conversation, {
      body: echo.body,
      client_id: echo.clientId,
      media: echo.media.length > 0 ? echo.media.map((media) => media.hash) : undefined,
      send_at: echo.sendAt ?? undefined,
      template: echo.template,
    })
  } catch (error) {
    changeEcho(echo.clientId, { state: 'refused', reason: explain(error) })
    return
  }
  const settle = async () => {
    await queryClient.invalidateQueries({ queryKey: keys.timeline(echo.conversation) })
    dropEcho(echo.clientId)
  }
  if (feedStatus.get() === 'live') setTimeout(() => void settleIfLate(echo.clientId, settle), feedPatienceMs)
  else void settle()
}

function settleIfLate(clientId: string, settle: () => Promise<void>) {
  return echoes.get().some((echo) => echo.clientId === clientId) ? settle() : undefined
}
