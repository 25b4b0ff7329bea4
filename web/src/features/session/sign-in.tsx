import { type FormEvent, useState } from 'react'
import { explain, Problem } from '@/api/problem'
import { signIn } from '@/api/session'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { TextField } from '@/ui/field'

function refusal(error: unknown): string {
  if (error instanceof Problem && error.code === 'credentials_invalid') {
    return 'The e-mail or the password is wrong. Check both and try again.'
  }
  return explain(error)
}

function SignInForm({ email: known }: { email?: string }) {
  const [email, setEmail] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const [state, setState] = useState<{ busy: boolean; refused?: string }>({ busy: false })

  async function submit(event: FormEvent) {
    event.preventDefault()
    setState({ busy: true })
    try {
      await signIn(email.trim(), password)
    } catch (error) {
      setState({ busy: false, refused: refusal(error) })
    }
  }

  return (
    <form onSubmit={submit} className="space-y-4">
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        required
        autoFocus={!known}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        name="password"
        autoComplete="current-password"
        required
        autoFocus={Boolean(known)}
        value={password}
        error={state.refused}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" look="primary" busy={state.busy} className="w-full">
        {state.busy ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  )
}

export function SignInPage() {
  return (
    <main className="flex h-full items-center justify-center overflow-y-auto bg-canvas p-4">
      <div className="w-full max-w-96 rounded-md border border-line bg-surface p-6 md:p-8">
        <div className="mb-6 flex items-center gap-3">
          <img src="/favicon.svg" alt="" className="size-8" />
          <div>
            <h1 className="text-xl font-semibold">Threadkeep</h1>
            <p className="text-ink-muted">Sign in to your store's inbox</p>
          </div>
        </div>
        <SignInForm />
      </div>
    </main>
  )
}

/** Over the page when the session ended: what was open and typed is still there afterwards. */
export function SignInOverlay({ email }: { email: string }) {
  return (
    <Dialog title="Your session has ended" description="Sign in again to go on. Nothing you typed is lost." open>
      <div className="pb-4">
        <SignInForm email={email} />
      </div>
    </Dialog>
  )
}
