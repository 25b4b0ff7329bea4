import { renderApp } from '@mock/render-app'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

afterEach(cleanup)

const type = (label: string | RegExp, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } })
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

describe('the settings of a store', () => {
  it('are saved as a section, and the new value stands without asking again', async () => {
    const { world } = await renderApp('/settings/profile')
    await screen.findByLabelText('Name of the store')
    type('Name of the store', 'Moss & Thread')
    press('Save')
    await screen.findByText('Saved')
    expect(world.store.profile?.name).toBe('Moss & Thread')
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull()
  })

  it('say what is missing before anything is sent', async () => {
    const { asked } = await renderApp('/settings/profile')
    await screen.findByLabelText('Name of the store')
    type('Name of the store', ' ')
    expect(screen.getByText('The store needs a name.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true)
    expect(asked.some(({ method }) => method === 'PUT')).toBe(false)
  })

  it('give back what was there when a change is discarded', async () => {
    await renderApp('/settings/profile')
    await screen.findByLabelText('Name of the store')
    type('Name of the store', 'Moss & Thread')
    press('Discard')
    expect(screen.getByLabelText('Name of the store')).toHaveProperty('value', 'Fern & Thread')
  })

  it('keep what was typed when the server refuses it, with the reason', async () => {
    await renderApp('/settings/profile')
    await screen.findByLabelText('Name of the store')
    type('Name of the store', 'refuse this')
    press('Save')
    await screen.findByText(/is refused by the mock/)
    expect(screen.getByLabelText('Name of the store')).toHaveProperty('value', 'refuse this')
  })

  it('point out that somebody else saved the same section meanwhile', async () => {
    const { world } = await renderApp('/settings/profile')
    await screen.findByLabelText('Name of the store')
    type('Name of the store', 'Mine')
    if (world.store.profile) world.store.profile = { ...world.store.profile, name: 'Theirs' }
    world.store.version += 1
    press('Save')
    await screen.findByRole('button', { name: 'Take theirs' })
    press('Take theirs')
    expect(screen.getByLabelText('Name of the store')).toHaveProperty('value', 'Theirs')
  })

  it('are only read by those who are no administrators', async () => {
    await renderApp('/settings/profile', 'agent')
    const field = await screen.findByLabelText('Name of the store')
    expect(field.closest('fieldset')).toHaveProperty('disabled', true)
    expect(screen.queryByRole('link', { name: 'API keys' })).toBeNull()
  })

  it('let anybody try the keyword rules', async () => {
    await renderApp('/settings/keyword-rules', 'auditor')
    await screen.findByLabelText('A text of a customer')
    type('A text of a customer', 'How much is DELIVERY?')
    expect(
      within(screen.getByRole('region', { name: 'Try the rules' })).getByText('We ship in one working day.'),
    ).toBeTruthy()
  })
})

describe('API keys', () => {
  it('show their secret once, when they are issued', async () => {
    await renderApp('/settings/api-keys')
    fireEvent.click(await screen.findByRole('button', { name: 'Issue a key' }))
    await screen.findByRole('dialog')
    type('Name', 'Loyalty app')
    press('Issue')
    expect(await screen.findByLabelText('Key')).toHaveProperty('value', expect.stringMatching(/^tk_/))
    press('I kept it')
    expect(await screen.findByText('Loyalty app')).toBeTruthy()
    expect(screen.queryByLabelText('Key')).toBeNull()
  })

  it('are gone from the list when they are revoked', async () => {
    await renderApp('/settings/api-keys')
    fireEvent.click(await screen.findByRole('button', { name: 'Revoke Warehouse sync' }))
    await screen.findByRole('dialog')
    press('Revoke')
    await waitFor(() => expect(screen.queryByText('Warehouse sync')).toBeNull())
  })
})

describe('your account', () => {
  it('says which of the passwords was wrong, and keeps the form', async () => {
    await renderApp('/settings/account', 'agent')
    await screen.findByLabelText('Current password')
    type('Current password', 'wrong')
    type('New password', 'plum lantern orbit')
    type('New password again', 'plum lantern orbit')
    press('Change the password')
    await screen.findByText('The current password is wrong.')
    expect(screen.getByLabelText('Current password').getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByLabelText('New password')).toHaveProperty('value', 'plum lantern orbit')
  })

  it('does not send two new passwords that differ', async () => {
    const { asked } = await renderApp('/settings/account', 'agent')
    await screen.findByLabelText('New password')
    type('New password', 'plum lantern orbit')
    type('New password again', 'plum lantern orbti')
    expect(screen.getByText('The two new passwords differ.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Change the password' })).toHaveProperty('disabled', true)
    expect(asked.some(({ path }) => path === '/v1/me/password')).toBe(false)
  })
})

describe('agents', () => {
  it('are added with a first password', async () => {
    const { world } = await renderApp('/settings/agents')
    fireEvent.click(await screen.findByRole('button', { name: 'Add an agent' }))
    await screen.findByRole('dialog')
    type('Name', 'Eve Marsh')
    type('E-mail', 'eve@fern.example')
    type('First password', 'plum lantern orbit')
    press('Add')
    expect(await screen.findByText('Eve Marsh')).toBeTruthy()
    expect(world.agents.at(-1)).toMatchObject({ name: 'Eve Marsh', role: 'agent', active: true })
  })

  it('cannot deactivate themselves', async () => {
    await renderApp('/settings/agents')
    expect(await screen.findByRole('button', { name: 'Deactivate Ana Duarte' })).toHaveProperty('disabled', true)
  })

  it('are signed out when they are deactivated, and can be let back in', async () => {
    const { world } = await renderApp('/settings/agents')
    fireEvent.click(await screen.findByRole('button', { name: 'Deactivate Ben Fischer' }))
    await screen.findByRole('dialog')
    press('Deactivate')
    fireEvent.click(await screen.findByRole('button', { name: 'Let Ben Fischer back in' }))
    await screen.findByRole('button', { name: 'Deactivate Ben Fischer' })
    expect(world.agents.find((agent) => agent.name === 'Ben Fischer')?.active).toBe(true)
  })
})
