import { expect, test } from './fixtures'
import { heights, places, schemes, widths } from './places'

/** `just screenshots`: every place in three widths, light and dark, to be looked at by a person. */
const folder = process.env.SCREENSHOTS ?? '.screenshots'
const wanted = new RegExp(process.env.PLACES ?? '.')

test('the picture of the README', async ({ seat }) => {
  const visitor = await seat('ana')
  const { id } = await visitor.api.first('box=yours&label=happy')
  await visitor.page.goto(`/inbox/yours/${id}`)
  await expect(visitor.page.getByRole('log').getByRole('img')).toBeVisible()
  await expect(visitor.page.getByRole('complementary', { name: 'Details' })).toContainText('Consent')
  await visitor.page.mouse.move(700, 0)
  await visitor.page.screenshot({ path: 'docs/inbox.png' })
})

for (const width of widths) {
  for (const scheme of schemes) {
    for (const place of places.filter(({ name }) => wanted.test(`${name}-${width}-${scheme}`))) {
      test(`${place.name} ${width} ${scheme}`, async ({ browser, server, seat }) => {
        const look = { viewport: { width, height: heights[width] ?? 900 }, colorScheme: scheme }
        const visitor = place.as
          ? await seat(place.as, { look })
          : { page: await browser.newPage({ baseURL: server.url, ...look }) }
        await place.open(visitor)
        await visitor.page.screenshot({ path: `${folder}/${place.name}-${width}-${scheme}.png` })
        await visitor.page.close()
      })
    }
  }
}
