import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldErrors } from '@/api/field-errors'
import { changePassword } from '@/api/settings'
import type { Me } from '@/api/types'
import { Button } from '@/ui/button'
import { TextField } from '@/ui/field'
import { tell } from '@/ui/toast'

export function AccountSection({ me }: { me: Me }) {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [repeated, setRepeated] = useState('')
  const differs = repeated !== '' && repeated !== next
  const changing = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      setCurrent('')
      setNext('')
      setRepeated('')
      tell('Your password was changed')
    },
  })
  const errors = fieldErrors(changing.error, ['current', 'new'], 'new')
  return (
    <form
      aria-label="Change the password"
      className="max-w-96 space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (next === repeated) changing.mutate()
      }}
    >
      <p className="text-ink-muted">
        You are signed in as {me.name}, {me.email}.
      </p>
      {/* Password managers look for the account's name beside the passwords. */}
      <input type="text" autoComplete="username" value={me.email} readOnly hidden />
      <TextField
        label="Current password"
        type="password"
        autoComplete="current-password"
        error={errors.current}
        required
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <TextField
        label="New password"
        type="password"
        autoComplete="new-password"
        hint="Several words that do not belong together are easy to keep and hard to guess."
        required
        error={errors.new}
        value={next}
        onChange={(event) => setNext(event.target.value)}
      />
      <TextField
        label="New password again"
        type="password"
        autoComplete="new-password"
        required
        error={differs ? 'The two new passwords differ.' : undefined}
        value={repeated}
        onChange={(event) => setRepeated(event.target.value)}
      />
      <Button type="submit" look="primary" busy={changing.isPending} disabled={differs}>
        Change the password
      </Button>
    </form>
  )
}
