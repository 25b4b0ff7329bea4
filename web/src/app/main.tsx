import './styles.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { restoreSession } from '@/api/session'
import { queryClient } from './query-client'
import { router } from './router'

async function start() {
  // Development without a server: `npm run dev:mock`. The branch is removed from the built app.
  if (import.meta.env.MODE === 'mock') await (await import('@mock/install')).install()
  void restoreSession()
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}

void start()
