import { expect, test } from './fixtures'

test('the calendar shows the hours of a place, and the URL keeps it', async ({ seat }) => {
  const { page } = await seat('ana')
  await page.goto('/settings/consent')
  await page.getByRole('button', { name: /^Country: / }).click()
  await page.getByRole('combobox', { name: 'Which country or state?' }).fill('flor')
  await page.keyboard.press('Enter')

  const week = page.getByRole('list', { name: 'Hours in which marketing texts may be sent in Florida' })
  await expect(week.getByRole('listitem')).toHaveCount(7)
  for (const day of await week.getByRole('listitem').all()) await expect(day).toContainText('08:00 to 20:00')
  await expect(page.getByRole('region', { name: 'Sources' })).toContainText('Fla. Stat.')

  await page.reload()
  await expect(week).toBeVisible()
})

test('a text is tried, and nothing comes of it', async ({ seat }) => {
  const { page } = await seat('marcus')
  await page.goto('/settings/consent')
  const answer = page.getByRole('region', { name: 'What would happen' })
  await page.getByLabel('A text of a customer').fill('STOP')
  await expect(answer).toContainText('Opt-out')
  await expect(answer).toContainText('for certain')
  await page.getByRole('button', { name: 'when does the sale end?' }).click()
  await expect(answer).toContainText('No wish about texts')

  await page.getByLabel('Phone number').fill('305.555.0123')
  await expect(page.getByRole('region', { name: 'When it may be texted' })).toContainText('Florida, United States')
})

test('a rule is changed, obeyed at once, and still there after a reload', async ({ ownServer: server, seat }) => {
  const { page } = await seat('ana', { server })
  await page.goto('/settings/consent')
  await page.getByRole('radio', { name: /Ask a person/ }).check()
  await page.getByLabel('Marketing texts a day').fill('1')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved')).toBeVisible()

  await page.reload()
  await expect(page.getByRole('radio', { name: /Ask a person/ })).toBeChecked()
  await expect(page.getByLabel('Marketing texts a day')).toHaveValue('1')

  await page.getByRole('button', { name: 'not interested' }).click()
  await expect(page.getByRole('region', { name: 'What would happen' })).toContainText(/person/i)
})
