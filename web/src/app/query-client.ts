import { QueryClient } from '@tanstack/react-query'
import { Problem } from '@/api/problem'

/** Only what may pass by itself is asked again: an unreachable or busy server, not a refusal. */
function mayPass(error: Error): boolean {
  return error instanceof Problem && (error.status === 0 || error.status >= 500)
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 3 && mayPass(error),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4_000),
      refetchOnWindowFocus: false,
      staleTime: 10_000,
    },
  },
})
