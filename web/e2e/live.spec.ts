import { expect, test } from './fixtures'
import { password } from './people'

test('what happens shows without a reload, in every window', async ({ seat }) => {
  const ana = await seat('ana')
  const marcus = await seat('marcus')
  const row = await ana.api.first('box=inbox')
  for (const { page } of [ana, marcus]) {
    await page.goto(`/inbox/open/${row.id}`)
    await expect(page.getByRole('log')).toHaveAttribute('aria-busy', 'false')
  }

  const text = 'One more thing: is there a belt with it?'
  await ana.api.textFromPhone(row.address, text)
  for (const { page } of [ana, marcus]) await expect(page.getByRole('log')).toContainText(text)

  const field = ana.page.getByRole('textbox', { name: /^Reply to/ })
  await field.fill('There is, in the same linen.')
  await field.press('Enter')
  await expect(marcus.page.getByRole('log')).toContainText('There is, in the same linen.')
  await expect(marcus.page.getByRole('log')).toContainText('Ana Whitlock took the conversation')
  await expect(marcus.page.getByRole('region', { name: 'Open conversation' })).toContainText('Ana Whitlock')
})

test('after a crash of the server the page reconnects and has missed nothing', async ({ ownServer: server, seat }) => {
  const { page, api } = await seat('ana', { server })
  const row = await api.first('box=yours')
  await page.goto(`/inbox/yours/${row.id}`)
  const thread = page.getByRole('log')
  await expect(thread).toHaveAttribute('aria-busy', 'false')
  await api.textFromPhone(row.address, 'Said before the crash')
  await expect(thread).toContainText('Said before the crash')
  const field = page.getByRole('textbox', { name: /^Reply to/ })
  await field.fill('Half a thought')

  await server.stop('SIGKILL')
  await expect(page.getByText('Connection lost.')).toBeVisible()

  // The page is kept away until something has happened that it could miss.
  await page.route('**/v1/live*', (route) => route.abort())
  await server.start()
  const later = await seat('marcus', { server })
  await later.api.textFromPhone(row.address, 'Said while nobody was listening')
  await expect.poll(async () => (await later.api.list(`box=all&q=${row.address.slice(1)}`))[0]?.unread).toBeTruthy()
  await expect(thread).not.toContainText('Said while nobody was listening')
  await page.unroute('**/v1/live*')

  await expect(page.getByText('Nothing was missed.')).toBeVisible()
  await expect(thread).toContainText('Said while nobody was listening')
  await expect(thread.getByText('Said before the crash')).toHaveCount(1)
  await expect(field).toHaveValue('Half a thought')
})

test('what was typed survives a session that ends', async ({ ownServer: server, seat }) => {
  const { page, api } = await seat('ana', { server })
  const row = await api.first('box=yours')
  await page.goto(`/inbox/yours/${row.id}`)
  const field = page.getByRole('textbox', { name: /^Reply to/ })
  await field.fill('Half a thought')
  await page.context().clearCookies()
  await page.route('**/v1/conversations/**', (route) =>
    route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status: 401, code: 'token_expired', title: 'Unauthorized', detail: 'sign in again' }),
    }),
  )
  await field.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await expect(dialog).toBeVisible()
  await page.unroute('**/v1/conversations/**')
  await dialog.getByLabel('Password').fill(password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('log')).toContainText('Half a thought')
})
