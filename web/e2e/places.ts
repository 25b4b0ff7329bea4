import { expect, type Locator, type Page } from '@playwright/test'
import type { Seat } from './fixtures'
import type { Person } from './people'

/** Something of the web app that is worth a look: pictures are taken of each, and axe reads each. */
export interface Place {
  name: string
  as: Person | null
  /** Opens it and waits until it has everything it shows. */
  open: (seat: Pick<Seat, 'page'> & Partial<Seat>) => Promise<void>
}

const settled = async (page: Page) => {
  await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0)
  await page.evaluate(() => document.fonts.ready)
}

/** `shows` stands there only once everything is loaded. */
const at = (name: string, path: string, shows: (page: Page) => Locator, as: Person = 'ana'): Place => ({
  name,
  as,
  open: async ({ page }) => {
    await page.goto(path)
    await expect(shows(page).first()).toBeVisible()
    await settled(page)
  },
})

const text = (words: string) => (page: Page) => page.getByText(words)
const rows = (page: Page) => page.getByRole('main').getByRole('row').nth(1)
const settings = (page: Page) =>
  page
    .getByRole('main')
    .locator('input:visible, textarea:visible')
    .or(page.getByRole('button', { name: /^(Add an agent|Issue a key|Rebuild the views)$/ }))

/** The first conversation of a list, opened. */
const thread = (name: string, box: string, query: string, panel = '', as: Person = 'ana'): Place => ({
  name,
  as,
  open: async ({ page, api }) => {
    const row = await api?.first(query)
    await page.goto(`/inbox/${box}/${row?.id}${panel}`)
    await expect(page.getByRole('log')).toHaveAttribute('aria-busy', 'false')
    await settled(page)
  },
})

interface Message {
  state: string
  held_reason?: string
  added?: string
}

/** The first thread that a flow began and in which there is such a message. */
const withMessage = (
  name: string,
  fits: (message: Message) => boolean,
  then?: (page: Page) => Promise<void>,
): Place => ({
  name,
  as: 'ana',
  open: async ({ page, api }) => {
    for (const { id } of (await api?.list('box=sent&kind=cart')) ?? []) {
      const timeline = await api?.get<{ items: { message?: Message }[] }>(`/v1/conversations/${id}/timeline?limit=50`)
      if (!timeline?.items.some(({ message }) => message && fits(message))) continue
      await page.goto(`/inbox/sent/${id}`)
      await expect(page.getByRole('log')).toHaveAttribute('aria-busy', 'false')
      await settled(page)
      await then?.(page)
      return
    }
    throw new Error(`no thread of the demo store shows ${name}`)
  },
})

const consent = (name: string, search: string, then?: (page: Page) => Promise<void>): Place => ({
  name,
  as: 'ana',
  open: async ({ page }) => {
    await page.goto(`/settings/consent${search}`)
    await expect(page.getByRole('list', { name: /^Hours in which/ })).toBeVisible()
    await settled(page)
    await then?.(page)
  },
})

const overlay = (name: string, key: string): Place => ({
  name,
  as: 'ana',
  open: async ({ page }) => {
    await page.goto('/inbox/inbox')
    await expect(page.getByRole('row').first()).toBeVisible()
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await settled(page)
  },
})

export const places: Place[] = [
  {
    name: 'sign-in',
    as: null,
    open: async ({ page }) => {
      await page.goto('/')
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
      await settled(page)
    },
  },
  ...['inbox', 'yours', 'open', 'automated', 'sent', 'snoozed', 'closed'].map((box) => at(box, `/inbox/${box}`, rows)),
  thread('thread', 'yours', 'box=yours&kind=cart'),
  thread('thread-details', 'yours', 'box=yours&has=order', '?panel=details'),
  thread('thread-ai', 'automated', 'box=automated&has=cart'),
  thread('thread-unsubscribed', 'open', 'box=all&opted_out=true', '?panel=details'),
  thread('thread-whatsapp', 'open', 'box=open&channel=whatsapp'),
  thread('thread-scheduled', 'sent', 'box=sent&kind=cart'),
  withMessage('thread-held', ({ state, held_reason }) => state === 'scheduled' && Boolean(held_reason)),
  withMessage(
    'thread-held-why',
    ({ state, held_reason }) => state === 'scheduled' && Boolean(held_reason),
    async (page) => {
      await page.getByRole('button', { name: /^Held at/ }).click()
      await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
    },
  ),
  withMessage('thread-added', ({ added }) => Boolean(added)),
  thread('thread-auditor', 'open', 'box=open', '', 'ruth'),
  at('search', '/inbox/open?q=linen', rows),
  at('nothing-found', '/inbox/open?q=zzzzqqq', text('Nothing fits')),
  at('unknown-conversation', '/inbox/open/00000000-0000-4000-8000-000000000000', text('There is no such conversation')),
  at('not-found', '/no-such-page', text('There is no such page')),
  at('carts', '/carts', rows),
  at('orders', '/orders', rows),
  at('contacts', '/contacts', rows),
  at('events', '/events', rows, 'ruth'),
  at('events-refused', '/events', text('The log is for auditors and admins'), 'marcus'),
  ...[
    'profile',
    'senders',
    'hours',
    'templates',
    'quick-replies',
    'keyword-rules',
    'automation',
    'cart-recovery',
    'agents',
    'api-keys',
    'account',
    'system',
  ].map((section) => at(`settings-${section}`, `/settings/${section}`, settings)),
  consent('settings-consent', '?country=US&region=FL'),
  consent('settings-consent-states', ''),
  consent('settings-consent-elsewhere', '?country=FR'),
  at('settings-consent-table', '/settings/consent?view=table', (page) =>
    page.getByRole('cell', { name: /Fla\. Stat/ }),
  ),
  consent('settings-consent-tried', '?country=US&region=TX', async (page) => {
    await page.getByRole('button', { name: 'not interested' }).click()
    await expect(page.getByText('consent.doubted')).toBeVisible()
    await page.getByRole('button', { name: '(305) 555-0123' }).click()
    await expect(page.getByText('Florida, United States')).toBeVisible()
    await page.getByRole('region', { name: 'Try a text' }).scrollIntoViewIfNeeded()
  }),
  consent('settings-consent-rules', '', async (page) => {
    await page.getByLabel('Words at the checkout').fill('Text me offers.')
    await page.getByLabel('Marketing texts a day').fill('5')
    await page.getByRole('region', { name: 'The store’s own rules' }).scrollIntoViewIfNeeded()
    await expect(page.getByText('Not saved yet')).toBeVisible()
  }),
  {
    name: 'settings-consent-places',
    as: 'ana',
    open: async ({ page }) => {
      await page.goto('/settings/consent')
      await page.getByRole('button', { name: /^Country: / }).click()
      await page.getByRole('combobox', { name: 'Which country or state?' }).fill('new')
      await expect(page.getByRole('option', { name: 'New Jersey' })).toBeVisible()
      await settled(page)
    },
  },
  at('settings-consent-read-only', '/settings/consent', text('Ask twice (double opt-in)'), 'marcus'),
  at('settings-read-only', '/settings/profile', settings, 'marcus'),
  at('simulator', '/simulator', (page) => page.getByRole('list', { name: 'Customers' })),
  {
    name: 'simulator-phone',
    as: 'ana',
    open: async ({ page, api }) => {
      const row = await api?.first('box=automated&has=cart')
      await page.goto(`/simulator?phone=${encodeURIComponent(row?.address ?? '')}`)
      await expect(page.getByRole('log')).toBeVisible()
      await settled(page)
    },
  },
  overlay('palette', 'Control+k'),
  overlay('help', '?'),
]

export const widths = [1440, 1024, 390]
export const heights: Record<number, number> = { 1440: 900, 1024: 768, 390: 844 }
export const schemes = ['light', 'dark'] as const
