import { expect, test } from './fixtures'
import { password, people } from './people'

test('on a phone one column shows at a time, and back leads back', async ({ seat }) => {
  const { page } = await seat('ana', { look: { viewport: { width: 390, height: 844 }, hasTouch: true } })
  await page.goto('/inbox/inbox')
  const list = page.getByRole('grid', { name: 'Inbox' })
  await list.getByRole('row').first().getByRole('link').click()
  const thread = page.getByRole('log')
  await expect(thread).toBeVisible()
  await expect(list).toBeHidden()
  await expect(page.getByRole('textbox', { name: /^Reply to/ })).toBeInViewport()

  await page.getByRole('button', { name: 'Details' }).click()
  await expect(page.getByRole('dialog', { name: 'Details' })).toBeVisible()
  await page.goBack()
  await expect(list).toBeVisible()
  await expect(thread).toBeHidden()

  await page.getByRole('button', { name: 'Open navigation' }).click()
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Snoozed/ })
    .click()
  await expect(page.getByRole('grid', { name: 'Snoozed' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
})

test('a chosen look stays, and the system decides without one', async ({ seat }) => {
  const { page } = await seat('ana', { look: { colorScheme: 'dark' } })
  const navigation = page.getByRole('navigation', { name: 'Main' })
  const background = () => navigation.evaluate((element) => getComputedStyle(element).backgroundColor)
  await page.goto('/inbox/inbox')
  await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible()
  const dark = await background()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('light and dark')
  await page.keyboard.press('Enter')
  await expect.poll(background).not.toBe(dark)
  const light = await background()
  await page.reload()
  await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible()
  expect(await background()).toBe(light)
})

test('one signs in, and is told what is wrong', async ({ page, server }) => {
  await page.goto(`${server.url}/inbox/yours`)
  await page.getByLabel('E-mail').fill(people.marcus.email)
  await page.getByLabel('Password').fill('not this one')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('The e-mail or the password is wrong.')).toBeVisible()
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('grid', { name: 'Yours' })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Events' })).toHaveCount(0)
})
