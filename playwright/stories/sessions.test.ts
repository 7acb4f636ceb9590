import type { Request } from '@playwright/test'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { signIn } from '../harness/dashboard.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, networkNoise, test } from '../harness/test.ts'

test.describe('a sign-in that ends during an upload', () => {
  test.use({
    siteOptions: { tokenSeconds: 20, bytesPerSecond: 2 * MB },
    expectedNoise: networkNoise,
  })

  test('lets the upload wait, and go on after the next one with nothing lost', async ({
    site,
    visit,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'patient.bin', size: 60 * MB })

    const { dashboard, context } = await visit()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.1)
    await context.clearCookies()
    site.emulator.tokens.expire()
    const again = dashboard.page.getByRole('form', { name: /Your sign-in has ended/ })
    await expect(again).toBeVisible({ timeout: 60_000 })
    await site.settle()
    const before = storedParts(site)
    await signIn(dashboard.page, { again: true })
    await dashboard.untilStatus(file, 'done')

    await expect(again).toBeHidden()
    await expectStored(site, file)
    expect(before.length).toBeGreaterThan(0)
    const all = storedParts(site)
    expect(new Set(all).size).toBe(all.length)
  })
})

test.describe('a server that signs', () => {
  test.use({ siteOptions: { signer: 'server', bytesPerSecond: 20 * MB } })

  test('uploads small and large files, and no key ever reaches the page', async ({
    site,
    visit,
    folder,
  }) => {
    const small = await writeRandomFile(folder, { name: 'note.txt', size: 20_000 })
    const large = await writeRandomFile(folder, { name: 'film.bin', size: 60 * MB })
    const answers: Promise<string | undefined>[] = []
    // Of a request that is stopped half-way no answer would ever be whole.
    const keep = (request: Request) => {
      if (request.url().includes('/api/'))
        answers.push(request.response().then((response) => response?.text()))
    }

    const { dashboard } = await visit()
    dashboard.page.on('requestfinished', keep)
    await dashboard.choose(small, large)
    await dashboard.untilProgress(large, 0.3)
    await dashboard.press('Pause', large)
    await dashboard.untilStatus(large, 'paused')
    await dashboard.press('Resume', large)
    await dashboard.untilStatus(large, 'done')
    await dashboard.untilStatus(small, 'done')
    dashboard.page.off('requestfinished', keep)
    const heard = (await Promise.all(answers)).join('')

    await expectStored(site, small)
    await expectStored(site, large)
    expect(heard).toContain('x-oss-signature')
    expect(heard).not.toContain('accessKeySecret')
    const scripts = await dashboard.page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    )
    expect(scripts.filter((name) => name.includes('ali-oss'))).toEqual([])
  })
})

/** Numbers of the parts that the storage took, in order. */
function storedParts({
  emulator,
}: {
  readonly emulator: Parameters<typeof expectStored>[0]['emulator']
}): readonly number[] {
  return emulator.requests
    .list()
    .flatMap(({ storedPart }) => (storedPart === null ? [] : [storedPart.number]))
}
