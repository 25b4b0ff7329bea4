import { useQuery } from '@tanstack/react-query'
import { call } from '@/api/client'
import { Problem } from '@/api/problem'
import { sawTime } from '@/lib/clock'

/** Whether the simulator is mounted. A server with real carriers answers 404. */
export function useDemo(): boolean {
  const probe = useQuery({
    queryKey: ['simulator', 'mounted'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      try {
        const { now } = await call<{ now: string }>('GET', '/v1/simulator')
        sawTime(now)
        return true
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return false
        throw error
      }
    },
  })
  return probe.data ?? false
}
