import { renderApp } from '@mock/render-app'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

afterEach(cleanup)

const phone = '/simulator?phone=%2B14155550201'

describe('the simulator', () => {
  it('finds a customer by name and holds their phone', async () => {
    await renderApp('/simulator')
    fireEvent.change(await screen.findByLabelText('Whose phone'), { target: { value: 'liam' } })
    fireEvent.click(screen.getByRole('link', { name: /Liam Novak/ }))
    expect(await screen.findByRole('region', { name: 'Phone of Liam Novak' })).toBeTruthy()
  })

  it('takes a number that the store has never seen', async () => {
    const { router } = await renderApp('/simulator')
    fireEvent.change(await screen.findByLabelText('Whose phone'), { target: { value: '(212) 555-0177' } })
    fireEvent.click(screen.getByRole('button', { name: 'Use (212) 555-0177' }))
    await waitFor(() => expect(router.state.location.search).toEqual({ phone: '+12125550177' }))
  })

  it('sends a text with Enter and shows it on the phone', async () => {
    const { world } = await renderApp(phone)
    const field = await screen.findByLabelText('Text message to the store')
    fireEvent.change(field, { target: { value: 'Is it wool?' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(await screen.findByText('Is it wool?')).toBeTruthy()
    expect(field).toHaveProperty('value', '')
    expect(world.conversations.get('conversation-1')?.detail.last?.text).toBe('Is it wool?')
  })

  it('breaks the line with Shift and Enter', async () => {
    const { asked } = await renderApp(phone)
    const field = await screen.findByLabelText('Text message to the store')
    fireEvent.change(field, { target: { value: 'Is it' } })
    fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
    expect(asked.some(({ method, path }) => method === 'POST' && path.endsWith('/messages'))).toBe(false)
  })

  it('leaves a cart with the chosen products', async () => {
    const { world } = await renderApp(phone)
    fireEvent.click(await screen.findByRole('checkbox', { name: /Merino Beanie/ }))
    fireEvent.click(screen.getByRole('button', { name: 'Abandon the cart' }))
    await screen.findByText(/Move the clock by 45 minutes/)
    const [cart] = world.conversations.get('conversation-1')?.detail.carts ?? []
    expect(cart?.items.map((item) => item.title)).toEqual(['Linen Overshirt', 'Merino Beanie'])
  })

  it('moves the clock of the demo store', async () => {
    const { world } = await renderApp(phone)
    const before = world.now().getTime()
    fireEvent.click(await screen.findByRole('button', { name: 'Fast-forward 45 min' }))
    await screen.findByText(/The clock moved/)
    expect(world.now().getTime() - before).toBeGreaterThanOrEqual(45 * 60_000)
  })

  it('is only watched by an auditor', async () => {
    await renderApp(phone, 'auditor')
    const field = await screen.findByLabelText('Text message to the store')
    expect(field.closest('fieldset')).toHaveProperty('disabled', true)
    expect(screen.getByRole('button', { name: 'Fast-forward 45 min' })).toHaveProperty('disabled', true)
  })
})
