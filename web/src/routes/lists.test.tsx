import { renderApp } from '@mock/render-app'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

beforeEach(() => {
  // The tables draw the rows that fit; this environment has no layout, so it is told a height.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(6_000)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const rowsOf = (name: string) => within(screen.getByRole('table', { name })).getAllByRole('row').slice(1)

describe('the carts page', () => {
  it('shows the carts that wait, and leads to the conversation of each', async () => {
    await renderApp('/carts')
    const link = await screen.findByRole('link', { name: 'Maya Okafor' })
    expect(link.getAttribute('href')).toBe('/inbox/open/conversation-0?panel=details')
    expect(rowsOf('Carts').length).toBe(4)
  })

  it('keeps the chosen state in the URL and has words for an empty list', async () => {
    const { router } = await renderApp('/carts')
    fireEvent.click(await screen.findByRole('link', { name: 'Ordered' }))
    expect(await screen.findByText('No cart became an order yet')).toBeTruthy()
    expect(router.state.location.search).toEqual({ state: 'ordered' })
  })
})

describe('the orders page', () => {
  it('shows each order with its status and total', async () => {
    await renderApp('/orders')
    expect(await screen.findByText('#1041')).toBeTruthy()
    const [first] = rowsOf('Orders')
    expect(first?.textContent).toMatch(/Shipped.*\$127\.00/)
  })
})

describe('the contacts page', () => {
  it('finds a contact by the digits of the number', async () => {
    const { router } = await renderApp('/contacts')
    await screen.findByRole('table', { name: 'Contacts' })
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '0202' } })
    await waitFor(() => expect(router.state.location.search).toEqual({ q: '0202' }))
    await waitFor(() => expect(rowsOf('Contacts').length).toBe(1))
    expect(screen.getByRole('link', { name: 'Sofia Marino' })).toBeTruthy()
  })

  it('says what to try when nobody is found', async () => {
    await renderApp('/contacts?q=zzz')
    expect(await screen.findByText('Nobody found')).toBeTruthy()
  })

  it('says in a word whether somebody unsubscribed', async () => {
    await renderApp('/contacts')
    await screen.findByRole('table', { name: 'Contacts' })
    expect(screen.getAllByText('Unsubscribed').length).toBe(1)
  })
})
