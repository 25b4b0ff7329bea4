import { healthyViews } from '@mock/handlers/views'
import { renderApp } from '@mock/render-app'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { Views } from '@/api/views'

afterEach(cleanup)

const cartsStandStill = (): Views => {
  const views = healthyViews()
  const shopping = views.views.find(({ name }) => name === 'shopping')
  Object.assign(shopping ?? {}, { state: 'failed', lag: 12, checkpoint: 3, failed: 'the event at position 4 is odd' })
  return views
}

/** The mock's world is made inside `renderApp`; what the views say changes afterwards, and is asked for anew. */
async function open(path: string, role: 'admin' | 'agent' | 'auditor', views: Views) {
  const app = await renderApp(path, role)
  app.world.views = views
  await app.queries.invalidateQueries({ queryKey: ['views'] })
  return app
}

describe('the state of the views', () => {
  it('says of each whether it is up to date', async () => {
    await renderApp('/settings/system')
    expect(await screen.findAllByText('Up to date')).toHaveLength(5)
    expect(screen.queryByText(/still|catching up/)).toBeNull()
  })

  it('says why one stands still, and everybody who works here is told what that means', async () => {
    await open('/settings/system', 'admin', cartsStandStill())
    expect(await screen.findByText('Stands still, 12 events behind')).toBeTruthy()
    expect(screen.getByText('Why: the event at position 4 is odd.')).toBeTruthy()
    expect(screen.getByText(/Carts and orders stand still.*Conversations are not affected\./)).toBeTruthy()
  })

  it('does not send agents to a page that they may not see', async () => {
    await open('/inbox/inbox', 'agent', cartsStandStill())
    const banner = await screen.findByText(/Carts and orders stand still/)
    expect(within(banner).queryByRole('link')).toBeNull()
  })

  it('reads everything again when what stood still has caught up', async () => {
    const { world, asked, queries } = await open('/carts', 'agent', cartsStandStill())
    await screen.findByText(/Carts and orders stand still/)
    const reads = () => asked.filter(({ path }) => path === '/v1/carts').length
    await waitFor(() => expect(reads()).toBeGreaterThan(0))
    const before = reads()
    world.views = healthyViews()
    await queries.invalidateQueries({ queryKey: ['views'] })
    await waitFor(() => expect(reads()).toBeGreaterThan(before))
    expect(screen.queryByText(/Carts and orders stand still/)).toBeNull()
  })
})

describe('a rebuild', () => {
  it('is confirmed, and then shows how far it is', async () => {
    const { world } = await renderApp('/settings/system')
    fireEvent.click(await screen.findByRole('button', { name: 'Rebuild the views' }))
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Rebuild' }))
    const bar = await screen.findByRole('progressbar', { name: 'Rebuilding the views' })
    expect(bar.getAttribute('aria-valuenow')).toBe('0')
    expect(world.views.rebuild).not.toBeNull()
    expect(screen.queryByRole('button', { name: 'Rebuild the views' })).toBeNull()
  })

  it('says how much time is left, and afterwards why it came to nothing', async () => {
    const { world, queries } = await open('/settings/system', 'admin', {
      ...healthyViews(),
      rebuild: { done: 250, all: 1_000, seconds_left: 150 },
    })
    expect(await screen.findByText('250 of 1,000 events, about 3 minutes left')).toBeTruthy()
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25')
    world.views = { ...healthyViews(), rebuild_failed: 'another program has the file open' }
    await queries.invalidateQueries({ queryKey: ['views'] })
    expect((await screen.findByRole('alert')).textContent).toContain('another program has the file open')
    expect(screen.getByRole('button', { name: 'Rebuild the views' })).toBeTruthy()
  })

  it('is not offered to auditors, who see everything else', async () => {
    await renderApp('/settings/system', 'auditor')
    await screen.findAllByText('Up to date')
    expect(screen.queryByRole('button', { name: 'Rebuild the views' })).toBeNull()
  })
})
