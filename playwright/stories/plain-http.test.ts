import path from 'node:path'
import { startBrowser } from '../harness/browser.ts'
import { openDashboard } from '../harness/dashboard.ts'
import { startIntranet } from '../harness/intranet.ts'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { sentAgain } from '../harness/request-log.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 20 * MB } })

test('a page of plain http, which browsers trust with little, uploads and resumes', async ({
  site,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'intranet.bin', size: 40 * MB })
  const intranet = await startIntranet(site)
  const { context, page } = await startBrowser(path.join(folder, 'profile'), intranet)
  const dashboard = await openDashboard(page, intranet.url)
  expect(await page.evaluate(() => [isSecureContext, 'locks' in navigator])).toEqual([false, false])

  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.5)
  await page.reload()
  await expect(dashboard.rowOf(file)).toContainText('Choose')
  await dashboard.chooseAgain(file)
  await dashboard.untilStatus(file, 'done')

  expect(sentAgain(site.emulator.requests.list())).toEqual([])
  await expectStored(site, file)
  await context.close()
  await intranet.close()
})
