import { MB } from '../harness/random-file.ts'
import { loseTheBrowser } from '../harness/lose-the-browser.ts'
import { test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 20 * MB } })

test('the browser is killed at 40 % of 300 MB; the file is chosen again and only the rest is sent', async ({
  site,
  visit,
  folder,
}) => {
  test.setTimeout(120_000)
  await loseTheBrowser({ site, visit, folder, killAt: 0.4 })
})
