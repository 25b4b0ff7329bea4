import { expect, test } from './fixtures'

test('the list is worked with the keyboard alone', async ({ ownServer: server, seat }) => {
  const { page } = await seat('ana', { server })
  await page.goto('/inbox/inbox')
  const list = page.getByRole('grid', { name: 'Inbox' })
  const links = list.getByRole('row').getByRole('link')
  await expect(links.first()).toBeVisible()

  await page.keyboard.press('j')
  await expect(links.first()).toBeFocused()
  await page.keyboard.press('j')
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press('k')
  await expect(links.first()).toBeFocused()

  await page.keyboard.press('Enter')
  const thread = page.getByRole('log')
  await expect(thread).toBeVisible()
  const opened =
    (await page.getByRole('region', { name: 'Open conversation' }).getByRole('heading').first().textContent()) ?? ''

  await page.keyboard.press('r')
  await expect(page.getByRole('textbox', { name: `Reply to ${opened}` })).toBeFocused()
  await page.keyboard.press('Escape')

  await page.keyboard.press('e')
  await expect(list.getByRole('row', { name: opened })).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect(page.getByRole('grid', { name: 'Closed' }).getByRole('row', { name: opened })).toBeVisible()
})

test('rows are selected with x and handled together', async ({ ownServer: server, seat }) => {
  const { page, api } = await seat('ana', { server })
  await page.goto('/inbox/inbox')
  const list = page.getByRole('grid', { name: 'Inbox' })
  await expect(list.getByRole('row').first()).toBeVisible()
  const total = (await api.list('box=inbox')).length
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
  await expect(page.getByRole('toolbar', { name: 'Selected conversations' })).toContainText('2 selected')
  await page.keyboard.press('e')
  await expect(page.getByRole('toolbar')).toHaveCount(0)
  await expect.poll(async () => (await api.list('box=inbox')).length).toBe(total - 2)
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Inbox/ })).toContainText(
    `of ${total - 2}`,
  )
})

test('a customer is found by name, by number in any form, and by what was said', async ({ seat }) => {
  const { page, api } = await seat('ana')
  const known = (await api.list('box=open')).find((row) => row.name !== null)
  if (!known?.name) throw new Error('the demo store has nobody with a name')
  const search = page.getByRole('searchbox')
  const found = page.getByRole('grid').getByRole('row')
  const digits = known.address.slice(2)
  const formatted = `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`
  for (const words of [known.name.toLowerCase(), formatted, digits]) {
    await page.goto('/inbox/open')
    await search.fill(words)
    await expect(page).toHaveURL(/q=/)
    await expect(found).toHaveCount(1)
    await expect(found).toContainText(known.name)
  }

  await search.fill('linen')
  await expect(page).toHaveURL(/q=linen/)
  await expect(found.first()).toBeVisible()
  await page.reload()
  await expect(search).toHaveValue('linen')
  await search.fill('zzzzqqq')
  await page.getByRole('link', { name: 'Show the whole box' }).click()
  await expect(search).toHaveValue('')
  await expect(page).toHaveURL('/inbox/open')
})

test('the palette and the sheet of keys come out of one list', async ({ seat }) => {
  const { page } = await seat('ana')
  await page.goto('/inbox/inbox')
  await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('Close and open the next')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('snoozed')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/inbox\/snoozed/)
})
