import { renderApp } from '@mock/render-app'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

afterEach(cleanup)

describe('the events page', () => {
  it('is not for agents, and says who to ask', async () => {
    const { asked } = await renderApp('/events', 'agent')
    expect(await screen.findByText('The log is for auditors and admins')).toBeTruthy()
    expect(asked.some(({ path }) => path === '/v1/events')).toBe(false)
  })

  it('opens the record that its URL names, with who, why and the data', async () => {
    await renderApp('/events?event=3', 'auditor')
    expect(await screen.findByRole('dialog', { name: 'Event #3' })).toBeTruthy()
    expect(await screen.findByRole('link', { name: 'Event #2' })).toBeTruthy()
    expect(screen.getByRole('region', { name: 'Data' }).textContent).toContain('"message"')
  })

  it('follows the chain of causes', async () => {
    const { router } = await renderApp('/events?event=3', 'auditor')
    fireEvent.click(await screen.findByRole('link', { name: 'Event #2' }))
    expect(await screen.findByRole('dialog', { name: 'Event #2' })).toBeTruthy()
    expect(router.state.location.search).toMatchObject({ event: '2' })
  })

  it('says so when the log does not reach the position', async () => {
    await renderApp('/events?event=99999', 'auditor')
    expect(await screen.findByText('There is no such event')).toBeTruthy()
  })

  it('keeps its filter in the URL', async () => {
    const { router } = await renderApp('/events', 'auditor')
    fireEvent.change(await screen.findByLabelText('Event'), { target: { value: 'consent' } })
    fireEvent.change(screen.getByLabelText('Who'), { target: { value: 'contact' } })
    await waitFor(() => expect(router.state.location.search).toMatchObject({ type: 'consent', actor: 'contact' }))
  })

  it('says so when nothing passes the filter', async () => {
    await renderApp('/events?type=store_created', 'auditor')
    expect(await screen.findByText('No such events')).toBeTruthy()
  })
})
