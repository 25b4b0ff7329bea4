import { randomUUID } from 'node:crypto'
import type { Locator, Page } from '@playwright/test'
import type { Api } from './api'
import { expect, test } from './fixtures'
import { people } from './people'

// The main job of the product in one piece: from an abandoned cart to an unsubscribed customer, and what the log says.

const customer = { name: 'Odile Marchetti', phone: '+14155550188', shown: '(415) 555-0188' }

const checkout = (at: Date) => ({
  id: 7_300_412,
  token: randomUUID().replaceAll('-', ''),
  phone: customer.phone,
  email: 'odile.marchetti@example.com',
  buyer_accepts_sms_marketing: true,
  sms_marketing_phone: customer.phone,
  customer: { first_name: 'Odile', last_name: 'Marchetti', phone: customer.phone },
  customer_locale: 'en-US',
  currency: 'USD',
  presentment_currency: 'USD',
  total_price: '148.00',
  line_items: [{ title: 'Wren Wrap Dress', variant_title: 'M', quantity: 1, price: '148.00' }],
  abandoned_checkout_url: 'https://shop.example/checkouts/wren/recover',
  created_at: at.toISOString(),
  updated_at: at.toISOString(),
  completed_at: null,
})

const bubbles = (thread: Locator, text: string | RegExp) => thread.getByText(text)

/** Writes down every state that the newest text with this body is seen in, so that none is too short to be noticed. */
async function watchStates(page: Page, body: string): Promise<() => Promise<string[]>> {
  await page.evaluate((text) => {
    const seen: string[] = []
    Object.assign(window, { seenStates: seen })
    const words = ['Waiting to be sent', 'Being sent', 'Sent', 'Delivered', 'Read']
    const look = () => {
      const bodies = [...document.querySelectorAll('[role=log] p')].filter((p) => p.textContent === text)
      const bubble = bodies.at(-1)?.parentElement
      const state = words.find((word) => bubble?.querySelector(`[title="${word}"]`))
      if (state && seen.at(-1) !== state) seen.push(state)
    }
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true })
  }, body)
  return () => page.evaluate(() => (window as unknown as { seenStates: string[] }).seenStates)
}

async function holdPhone(page: Page) {
  await page.goto(`/simulator?phone=${encodeURIComponent(customer.phone)}`)
  const phone = page.getByRole('region', { name: /^Phone of/ })
  const says = async (text: string) => {
    await phone.getByRole('textbox', { name: 'Text message to the store' }).fill(text)
    await phone.getByRole('button', { name: 'Send from the phone' }).click()
    await expect(phone.getByRole('log')).toContainText(text)
  }
  return { phone, says }
}

/** At six in the evening UTC it is day in all of the United States, and texts may be sent. Gives the time it is then. */
async function moveToDaytime(api: Api): Promise<Date> {
  const { clock_offset_seconds: ahead } = await api.get<{ clock_offset_seconds: number }>('/v1/simulator')
  const now = new Date(Date.now() + ahead * 1000)
  const evening = new Date(now)
  evening.setUTCHours(18, 0, 0, 0)
  if (evening <= now) evening.setUTCDate(evening.getUTCDate() + 1)
  const seconds = Math.ceil((evening.getTime() - now.getTime()) / 1000)
  const moved = await api.post('/v1/simulator/clock', { advance_seconds: seconds })
  expect(moved.status(), await moved.text()).toBe(200)
  return evening
}

async function conversationOf(api: Api): Promise<string> {
  const { id } = await api.first(`box=all&q=${encodeURIComponent(customer.phone)}`)
  return id
}

test('a cart is recovered, a person answers, the customer leaves, and the log tells it all', async ({
  ownServer: server,
  seat,
}) => {
  test.setTimeout(180_000)
  const shopper = await seat('ana', { server })
  const agent = await seat('marcus', { server })
  // So tall that the whole story stands there, and nothing of it waits to be scrolled to.
  const auditor = await seat('ruth', { server, look: { viewport: { width: 1440, height: 8_000 } } })

  await test.step('a signed Shopify checkout arrives', async () => {
    const webhook = await shopper.api.shopifyWebhook('checkouts/create', checkout(await moveToDaytime(shopper.api)))
    expect(webhook.status()).toBe(200)
  })

  const { phone, says } = await holdPhone(shopper.page)
  const texts = phone.getByRole('log')
  await test.step('45 minutes later the text stands on the phone', async () => {
    await expect(phone).toContainText('No texts yet')
    await shopper.page.getByRole('button', { name: '45 min' }).click()
    await expect(texts).toContainText(/Hi Odile, your Wren Wrap Dress is still in your bag.*\/l\/\w+/)
  })

  await test.step('a question about shipping is answered by the rule', async () => {
    await says('How long does shipping take?')
    await expect(texts).toContainText(/The store: .*3 to 5 working days/)
  })

  await agent.page.goto('/inbox/inbox')
  const list = agent.page.getByRole('grid')
  await expect(list.getByRole('row').first()).toBeVisible()
  await test.step('asking for a person makes it unread in Inbox, without a reload', async () => {
    await expect(list.getByRole('row', { name: customer.name })).toHaveCount(0)
    await says('Can I talk to a person?')
    await expect(list.getByRole('row', { name: new RegExp(`${customer.name}.*\\d+ unread`) })).toBeVisible()
  })

  const thread = agent.page.getByRole('log')
  const field = agent.page.getByRole('textbox', { name: `Reply to ${customer.name}` })
  await test.step('an agent opens it and sees what happened', async () => {
    await list.getByRole('link', { name: new RegExp(customer.name) }).click()
    await expect(thread).toContainText('AI handed over: the customer asked for a person')
    await expect(thread).toContainText('Cart: Wren Wrap Dress')
  })

  const answer = 'Hi Odile, Marcus here. Which size do you usually wear?'
  await test.step('Enter sends; the ticks go from clock to one to two, to blue', async () => {
    const states = await watchStates(agent.page, answer)
    await field.fill(answer)
    await field.press('Enter')
    await expect(texts).toContainText(answer)
    const withoutClaim = async () => (await states()).filter((state) => state !== 'Being sent')
    await expect.poll(withoutClaim).toEqual(['Waiting to be sent', 'Sent', 'Delivered'])
    await phone.getByRole('button', { name: 'Read' }).click()
    await expect.poll(withoutClaim).toEqual(['Waiting to be sent', 'Sent', 'Delivered', 'Read'])
  })

  await test.step('it moves to Yours', async () => {
    await expect(thread).toContainText('Marcus Bell took the conversation')
    await agent.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: /^Yours/ })
      .click()
    await expect(
      agent.page.getByRole('grid', { name: 'Yours' }).getByRole('row', { name: customer.name }),
    ).toBeVisible()
  })

  const conversation = await conversationOf(agent.api)
  await agent.page.goto(`/inbox/yours/${conversation}`)
  await test.step('the customer writes again and the AI stays silent', async () => {
    await says('A medium. How long does shipping take?')
    await expect(thread).toContainText('A medium. How long does shipping take?')
    // Two hours give an automatic answer every chance to leave.
    await shopper.page.getByRole('button', { name: '1 hour' }).click()
    await shopper.page.getByRole('button', { name: '1 hour' }).click()
    await expect(bubbles(texts, /3 to 5 working days/)).toHaveCount(1)
  })

  const later = 'The dress is set aside for you until Friday.'
  await test.step('a text is scheduled for later', async () => {
    const due = new Date(Date.now() + 4 * 86_400_000).toISOString()
    const scheduled = await agent.api.post(`/v1/conversations/${conversation}/messages`, { body: later, send_at: due })
    expect(scheduled.status()).toBe(202)
    await expect(thread.getByRole('region', { name: /^Scheduled for/ })).toContainText(later)
  })

  await test.step('"ugh leave me alone" unsubscribes: badge, no composer, 409, nothing scheduled any more', async () => {
    await expect(field).toBeVisible()
    await says('ugh leave me alone')
    const open = agent.page.getByRole('region', { name: 'Open conversation' })
    await expect(open.getByRole('banner').or(open.locator('header')).getByText('Unsubscribed')).toBeVisible()
    await expect(field).toHaveCount(0)
    await expect(open.getByText(/Unsubscribed .* by a text of the customer\. Nothing can be sent\./)).toBeVisible()
    await expect(open.getByText('"ugh leave me alone"')).toBeVisible()
    await expect(thread.getByText(/Held back\. .*opted out/)).toBeVisible()
    await expect(thread.getByRole('region', { name: /^Scheduled for/ })).toHaveCount(0)

    const refused = await agent.api.post(`/v1/conversations/${conversation}/messages`, { body: 'Are you sure?' })
    expect(refused.status()).toBe(409)
    expect(refused.headers()['content-type']).toContain('application/problem+json')
    expect(await refused.json()).toMatchObject({ code: 'contact_opted_out', status: 409 })
  })

  await test.step('four days later nothing has left after the one confirmation', async () => {
    await expect(texts).toContainText(/you are unsubscribed/)
    for (let day = 0; day < 4; day++) {
      await shopper.page.getByRole('button', { name: '1 day' }).click()
      await expect(shopper.page.getByText('The clock moved').last()).toBeVisible()
    }
    await expect(bubbles(texts, later)).toHaveCount(0)
    await expect(bubbles(texts, /you are unsubscribed/)).toHaveCount(1)
  })

  await test.step("the auditor's Events page shows each step", async () => {
    await auditor.page.goto(`/events?stream=${conversation}&order=asc`)
    const rows = auditor.page.getByRole('main').getByRole('row')
    const expected: [string, RegExp][] = [
      ['Opted in', /checkout/],
      ['Cart changed', /1 product/],
      ['Text scheduled', /Wren Wrap Dress/],
      ['Text released', /./],
      ['Send claimed', /simulator/],
      ['Text sent', /./],
      ['Text delivered', /./],
      ['Text received', /How long does shipping take\?/],
      ['Text queued', /3 to 5 working days/],
      ['Text received', /Can I talk to a person\?/],
      ['Handed off', /To people: the customer asked for a person/],
      ['Opened by an agent', new RegExp(people.marcus.name)],
      ['Assigned', new RegExp(people.marcus.name)],
      ['Text queued', /Marcus here/],
      ['Text read', /./],
      ['Text scheduled', /set aside for you/],
      ['Text received', /ugh leave me alone/],
      ['Opted out', /./],
      ['Text suppressed', /opted out/],
    ]
    for (const [title, why] of expected) {
      await expect(rows.filter({ hasText: title }).filter({ hasText: why }).first(), title).toBeVisible()
    }
  })

  await test.step('a replay after a restart gives the same state hash', async () => {
    const { now } = await auditor.api.get<{ now: string }>('/v1/simulator')
    await server.stop()
    const before = await server.replay(now)
    await server.start()
    await server.stop()
    const after = await server.replay(now)
    expect(before.state_hash).toMatch(/^[0-9a-f]{32,}$/)
    expect(after).toMatchObject({ events: before.events, state_hash: before.state_hash })
  })
})
