import { renderApp } from '@mock/render-app'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

afterEach(cleanup)

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const days = async () =>
  within(await screen.findByRole('list', { name: /^Hours in which/ }))
    .getAllByRole('listitem')
    .map((day) => day.textContent)

describe('the page about consent', () => {
  it('shows the week of a state: what the country and the state both allow', async () => {
    await renderApp('/settings/consent?country=US&region=TX')
    const week = await days()
    expect(week[0]).toContain('09:00 to 21:00')
    expect(week[6]).toContain('12:00 to 21:00')
  })

  it('marks what is not certain, and says that no texts are sent on closed days', async () => {
    await renderApp('/settings/consent?country=FR')
    expect((await days())[5]).toContain('no texts')
    expect(screen.getByText('Not certain')).toBeTruthy()
    expect(screen.getByText(/On public holidays none are sent/)).toBeTruthy()
  })

  it('narrows and sorts the table, and opens the week of a row', async () => {
    const { router } = await renderApp('/settings/consent?view=table&q=florida')
    expect(await screen.findByText(/^1 of 6 rules/)).toBeTruthy()
    press('United States, Florida')
    expect((await days())[0]).toContain('08:00 to 20:00')
    expect(router.state.location.search).toMatchObject({ country: 'US', region: 'FL' })
  })

  it('lets anybody try a text and a number', async () => {
    const { world } = await renderApp('/settings/consent', 'agent')
    await screen.findByLabelText('A text of a customer')
    const before = world.position
    press('not interested')
    expect(await screen.findByText('doubtful')).toBeTruthy()
    press('(305) 555-0123')
    expect(await screen.findByText('Florida, United States')).toBeTruthy()
    expect(world.position).toBe(before)
  })

  it('saves the rules of the store', async () => {
    const { world } = await renderApp('/settings/consent')
    fireEvent.click(await screen.findByRole('radio', { name: /Ask a person/ }))
    fireEvent.change(screen.getByLabelText('Marketing texts a day'), { target: { value: '1' } })
    press('Save')
    await screen.findByText('Saved')
    expect(world.store.sending_rules).toMatchObject({
      doubtful_opt_out: 'ask_person',
      caps: { marketing_per_day: 1, marketing_per_week: null },
    })
  })

  it('says when words at the checkout stop cart reminders, and what has no effect', async () => {
    await renderApp('/settings/consent')
    const words = await screen.findByLabelText('Words at the checkout')
    fireEvent.change(words, { target: { value: 'Text me offers' } })
    expect(screen.getByText(/do not name carts/)).toBeTruthy()
    fireEvent.change(words, { target: { value: 'Text me about my cart' } })
    expect(screen.queryByText(/do not name carts/)).toBeNull()
    fireEvent.change(screen.getByLabelText('Marketing texts a day'), { target: { value: '9' } })
    expect(screen.getByText(/^No effect/)).toBeTruthy()
  })
})

describe('holidays', () => {
  it('are kept in order, with their weekday', async () => {
    const { world } = await renderApp('/settings/hours')
    for (const day of ['2026-12-25', '2026-11-26']) {
      fireEvent.change(await screen.findByLabelText('Another day'), { target: { value: day } })
      press('Add')
    }
    const holidays = within(screen.getByRole('region', { name: 'Holidays' })).getAllByRole('listitem')
    expect(holidays.map((day) => day.textContent)).toEqual(['Thursday 26 November 2026', 'Friday 25 December 2026'])
    press('Save')
    await screen.findByText('Saved')
    expect(world.store.hours.holidays).toEqual(['2026-11-26', '2026-12-25'])
  })
})
