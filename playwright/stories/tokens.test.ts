import { MB, writeRandomFile } from '../harness/random-file.ts'
import { rejectedForCredentials } from '../harness/request-log.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, networkNoise, test } from '../harness/test.ts'

test.describe('tokens of 20 seconds', () => {
  test.use({ siteOptions: { tokenSeconds: 20, bytesPerSecond: 13 * MB } })

  test('are renewed ahead of expiry through 95 seconds of upload, and no request is rejected', async ({
    site,
    visit,
    folder,
  }) => {
    test.setTimeout(300_000)
    const file = await writeRandomFile(folder, { name: 'slow.bin', size: 1_240 * MB })

    const { dashboard } = await visit()
    const started = Date.now()
    await dashboard.choose(file)
    await dashboard.untilStatus(file, 'done', 240_000)

    expect(Date.now() - started).toBeGreaterThanOrEqual(90_000)
    const tokens = site.tokensIssued()
    expect(tokens.length - 1).toBeGreaterThanOrEqual(4)
    for (const [index, { issuedAt }] of tokens.slice(1).entries()) {
      expect(issuedAt).toBeLessThan(tokens[index]?.expiresAt ?? 0)
    }
    expect(rejectedForCredentials(site.emulator.requests.list())).toEqual([])
    await expectStored(site, file)

    await dashboard.goTo('Token')
    const panel = dashboard.page.getByRole('region', { name: 'Access token' })
    expect(await panel.getByText('ahead of expiry').count()).toBeGreaterThanOrEqual(4)
  })
})

test.describe('tokens that end earlier than they said', () => {
  test.use({ siteOptions: { bytesPerSecond: 10 * MB }, expectedNoise: networkNoise })

  test('are renewed after a rejection, and the rejected requests are repeated', async ({
    site,
    visit,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'surprised.bin', size: 150 * MB })

    const { dashboard } = await visit()
    await dashboard.choose(file)
    for (const [index, fraction] of [0.15, 0.35, 0.55].entries()) {
      await dashboard.untilProgress(file, fraction)
      site.emulator.tokens.expire()
      await expect.poll(() => site.tokensIssued().length).toBe(index + 2)
    }
    await dashboard.untilStatus(file, 'done')

    expect(rejectedForCredentials(site.emulator.requests.list()).length).toBeGreaterThanOrEqual(3)
    expect(site.tokensIssued()).toHaveLength(4)
    await expectStored(site, file)
  })
})
