import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './fixtures'
import { heights, places, schemes, widths } from './places'

// Every place, in every width, light and dark: axe finds nothing.

for (const place of places) {
  test(`axe finds nothing: ${place.name}`, async ({ browser, server, seat }) => {
    test.slow()
    const visitor = place.as
      ? await seat(place.as)
      : { page: await browser.newContext({ baseURL: server.url }).then((context) => context.newPage()) }
    for (const width of widths) {
      await visitor.page.setViewportSize({ width, height: heights[width] ?? 900 })
      await place.open(visitor)
      for (const colorScheme of schemes) {
        await visitor.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const axe = new AxeBuilder({ page: visitor.page })
        // What is there is the same in the dark; how well it can be read is not.
        const { violations } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze()
        const findings = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
        expect.soft(findings, `${width} px, ${colorScheme}`).toEqual([])
      }
    }
    await visitor.page.context().close()
  })
}
