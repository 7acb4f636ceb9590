import { MB } from '../harness/random-file.ts'
import { loseTheBrowser } from '../harness/lose-the-browser.ts'
import { test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 20 * MB } })

for (const round of [1, 2, 3, 4, 5]) {
  const killAt = 0.05 + Math.random() * 0.9
  test(`round ${round}: the browser is killed at a random moment of 300 MB`, async ({
    site,
    visit,
    folder,
  }, story) => {
    story.annotations.push({ type: 'killed at', description: killAt.toFixed(3) })
    await loseTheBrowser({ site, visit, folder, killAt })
  })
}
