import { truncate } from 'node:fs/promises'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { rejectedForCredentials, storedAndSentAgain, storedParts } from '../harness/request-log.ts'
import type { Site } from '../harness/start-site.ts'
import { expectStored, listStored } from '../harness/stored-object.ts'
import { expect } from '../harness/test.ts'
import type { EngineTest } from './engine-test.ts'
import { callIn, type OtherBrowser } from './other-browser.ts'

/** Ten parts. */
const size = 80 * MB

/** What every engine must show. */
export function tellSharedStories<Browser extends OtherBrowser>(test: EngineTest<Browser>): void {
  test.use({ siteOptions: { bytesPerSecond: 10 * MB } })

  test('a small and a large file arrive whole, sent by the worker under a strict policy', async ({
    site,
    open,
    folder,
  }) => {
    const small = await writeRandomFile(folder, { name: 'small.txt', size: 100_000 })
    const large = await writeRandomFile(folder, { name: 'large.bin', size: 40 * MB, seed: 2 })

    const { browser, dashboard } = await open()
    await dashboard.choose(small)
    await dashboard.untilStatus(small, 'done')
    await dashboard.choose(large)
    await dashboard.untilStatus(large, 'done')

    await expectStored(site, small)
    await expectStored(site, large)
    expect(await callIn(browser, readResources, site.emulator.port)).toEqual({
      worker: true,
      sentByThePage: 0,
    })
  })

  test('the upload is paused, sends nothing, and goes on when resumed', async ({
    site,
    open,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'paused.bin', size })

    const { dashboard } = await open()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.7)
    await dashboard.press('Pause', file)
    await dashboard.untilStatus(file, 'paused')
    const sentBefore = await nothingMoves(site)
    await dashboard.press('Resume', file)
    await dashboard.untilStatus(file, 'done')

    await expectStored(site, file)
    expectOnlyTheRest(site, sentBefore)
  })

  test('the page is reloaded, the file chosen again, and only the rest is sent', async ({
    site,
    open,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'reloaded.bin', size })

    const { browser, dashboard } = await open()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.7)
    await browser.reload()
    const sentBefore = await nothingMoves(site)
    await dashboard.choose(file)
    await dashboard.untilStatus(file, 'done')

    await expectStored(site, file)
    expectOnlyTheRest(site, sentBefore)
  })

  test('a storage that answers 503 for 5 seconds is waited for', async ({ site, open, folder }) => {
    const file = await writeRandomFile(folder, { name: 'busy.bin', size })

    const { dashboard } = await open()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.3)
    site.emulator.faults.add({ kind: 'error', status: 503, cors: false, durationMs: 5_000 })
    await dashboard.untilStatus(file, 'done')

    expect(site.emulator.requests.list().some(({ status }) => status === 503)).toBe(true)
    await expectStored(site, file)
  })

  test('a wire that is cut for 5 seconds is waited for', async ({ site, open, folder }) => {
    const file = await writeRandomFile(folder, { name: 'cut.bin', size })

    const { dashboard } = await open()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.3)
    site.proxy.cut()
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    site.proxy.mend()
    await dashboard.untilStatus(file, 'done')

    await expectStored(site, file)
  })

  test('a token that ends earlier than it said is renewed, and nothing is lost', async ({
    site,
    open,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'surprised.bin', size })

    const { dashboard } = await open()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.3)
    site.emulator.tokens.expire()
    await dashboard.untilStatus(file, 'done')

    expect(rejectedForCredentials(site.emulator.requests.list()).length).toBeGreaterThan(0)
    expect(site.tokensIssued()).toHaveLength(2)
    await expectStored(site, file)
  })

  test('a file that shrinks on disk ends the upload with words, and no object', async ({
    site,
    open,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'shrunk.bin', size })

    const { dashboard } = await open()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.2)
    await truncate(file.path, 100)
    await dashboard.untilStatus(file, 'failed')

    expect(await dashboard.wordsOf(file)).toContain('file-')
    expect(await listStored(site)).toEqual([])
  })

  test.describe('tokens of 20 seconds', () => {
    test.use({ siteOptions: { tokenSeconds: 20, bytesPerSecond: 8 * MB } })

    test('are renewed ahead of expiry, and no request is rejected', async ({
      site,
      open,
      folder,
    }) => {
      test.setTimeout(240_000)
      const file = await writeRandomFile(folder, { name: 'slow.bin', size: 200 * MB })

      const { dashboard } = await open()
      await dashboard.choose(file)
      await dashboard.untilStatus(file, 'done')

      expect(site.tokensIssued().length).toBeGreaterThanOrEqual(2)
      expect(rejectedForCredentials(site.emulator.requests.list())).toEqual([])
      await expectStored(site, file)
    })
  })
}

/** Waits for the requests under way, then gives the number of requests so far. */
async function nothingMoves(site: Site): Promise<number> {
  await site.settle()
  return site.emulator.requests.list().length
}

function expectOnlyTheRest(site: Site, sentBefore: number): void {
  const requests = site.emulator.requests.list()
  expect(storedParts(requests.slice(0, sentBefore)).size).toBeGreaterThan(0)
  expect(storedAndSentAgain(requests, sentBefore)).toEqual([])
}

/** Runs in the page. Workers report to lists of their own, so that the page's shows what it sent itself. */
function readResources(storagePort: number): { worker: boolean; sentByThePage: number } {
  const names = performance.getEntriesByType('resource').map(({ name }) => name)
  return {
    worker: names.some((name) => /transfer\.worker/.test(name)),
    sentByThePage: names.filter((name) => name.includes(`:${storagePort}/`)).length,
  }
}
