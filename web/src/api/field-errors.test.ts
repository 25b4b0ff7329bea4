import { expect, it } from 'vitest'
import { fieldErrors } from './field-errors'
import { Problem } from './problem'

const fields = ['email', 'password'] as const

it('says nothing when nothing went wrong', () => {
  expect(fieldErrors(null, fields, 'password')).toEqual({})
})

it('puts a refusal beside the field that the server points at', () => {
  const taken = new Problem(409, 'email_taken', 'somebody signs in with this', '/body/email')
  expect(fieldErrors(taken, fields, 'password')).toEqual({ email: 'Somebody signs in with this.' })
})

it('puts everything else beside the chosen field', () => {
  const elsewhere = new Problem(422, 'role_invalid', 'there is no such role', '/body/role')
  expect(fieldErrors(elsewhere, fields, 'password')).toEqual({ password: 'There is no such role.' })
  expect(Object.keys(fieldErrors(new Error('bug'), fields, 'password'))).toEqual(['password'])
})
