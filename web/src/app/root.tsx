import { Outlet } from '@tanstack/react-router'
import { restoreSession, session } from '@/api/session'
import { SignInOverlay, SignInPage } from '@/features/session/sign-in'
import { useStore } from '@/lib/store'
import { Button } from '@/ui/button'
import { Spinner } from '@/ui/spinner'
import { StateNotice } from '@/ui/state-notice'
import { Toaster } from '@/ui/toaster'
import { Shell } from './shell'

/** What stands on the page depends on who is signed in; the URL stays, so signing in lands where the link led. */
export function Root() {
  const now = useStore(session)
  switch (now.state) {
    case 'unknown':
      return (
        <main className="flex h-full items-center justify-center">
          <Spinner label="Opening Threadkeep" />
        </main>
      )
    case 'unreachable':
      return (
        <main className="h-full">
          <StateNotice
            title="The server cannot be reached"
            action={
              <Button look="primary" onClick={() => void restoreSession()}>
                Try again
              </Button>
            }
          >
            Check that Threadkeep is running and that this device is online.
          </StateNotice>
        </main>
      )
    case 'signed_out':
      return <SignInPage />
    case 'expired':
    case 'signed_in':
      return (
        <>
          <Shell me={now.me} key={now.me.id}>
            <Outlet />
          </Shell>
          {now.state === 'expired' && <SignInOverlay email={now.me.email} />}
          <Toaster />
        </>
      )
  }
}
