import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { expect, test, type Visit } from '../harness/test.ts'

test('a finished file appears in the library and downloads under its own name', async ({
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: '季度报告 (1).pdf', size: 2 * MB })

  const { dashboard, page } = await visit()
  await dashboard.choose(file)
  await dashboard.untilStatus(file, 'done')
  const library = page.getByRole('region', { name: 'Library' })
  await expect(library.getByRole('row', { name: file.name })).toContainText('CRC-64')
  const download = page.waitForEvent('download')
  await library.getByRole('link', { name: `Download ${file.name}` }).click()

  expect((await download).suggestedFilename()).toBe(file.name)
})

test.describe('with an upload under way', () => {
  test.use({ siteOptions: { bytesPerSecond: 4 * MB } })

  test('what another visit left on the storage is shown, and removed by a button', async ({
    visit,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'left-over.bin', size: 60 * MB })

    const { dashboard, page } = await visit()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.1)
    await dashboard.press('Pause', file)
    await dashboard.untilStatus(file, 'paused')
    const leftOver = page.getByRole('region', { name: 'Unfinished on the storage' })
    await expect(leftOver).toContainText(file.name)
    await leftOver.getByRole('button', { name: `Discard the parts of ${file.name}` }).click()

    await expect(leftOver).toContainText('Nothing is left over.')
  })

  test('the token counts down, and nothing of it is in the page', async ({ visit, folder }) => {
    const file = await writeRandomFile(folder, { name: 'counted.bin', size: 60 * MB })

    const { dashboard, page } = await visit()
    await dashboard.choose(file)
    const life = page.getByRole('meter', { name: 'Remaining life of the token' })
    await expect(life).toHaveAttribute('aria-valuetext', /^14 min \d+ sec left$/)

    expect(await page.content()).not.toContain('STS.')
  })

  test('everything fits and reads well from phone to desktop, light and dark', async ({
    visit,
    folder,
  }) => {
    const { page } = await showEverything({ visit, folder })
    for (const theme of ['light', 'dark']) {
      await page.getByLabel('Appearance').selectOption(theme)
      for (const width of [360, 768, 1920]) {
        await page.setViewportSize({ width, height: 900 })

        expect(await overflow(page)).toBe(0)
        const { violations } = await new AxeBuilder({ page }).analyze()
        const findings = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
        expect({ theme, width, findings }).toEqual({ theme, width, findings: [] })
      }
    }
  })

  test('no English is left on the Chinese page, and the choice is remembered', async ({
    visit,
    folder,
  }) => {
    const { page } = await showEverything({ visit, folder })
    await page.getByLabel('Language').selectOption('zh-CN')
    await page.reload()

    await expect(page.getByRole('heading', { level: 1 })).toHaveText('文件上传')
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await expect(page.locator('main')).toContainText(longName)
    await expect(page.locator('main')).toContainText('running.bin')
    const words = (await page.locator('main').innerText()).match(/[A-Za-z][a-z]{3,}/g) ?? []
    expect(words.filter((word) => !ownNames.has(word))).toEqual([])
  })
})

/** Names, which are the same in every language. */
const ownNames = new Set(['uploads', 'running'])

const longName = `${'名字很长的文件'.repeat(8)}.txt`

/** One file finished and another one on its way. */
async function showEverything({
  visit,
  folder,
}: {
  readonly visit: () => Promise<Visit>
  readonly folder: string
}): Promise<Visit> {
  const finished = await writeRandomFile(folder, { name: longName, size: 100_000 })
  const running = await writeRandomFile(folder, { name: 'running.bin', size: 60 * MB, seed: 2 })

  const shown = await visit()
  const { dashboard, page } = shown
  await dashboard.choose(finished)
  await dashboard.untilStatus(finished, 'done')
  await dashboard.choose(running)
  await dashboard.untilProgress(running, 0.05)
  await dashboard.press('Pause', running)
  await dashboard.untilStatus(running, 'paused')
  await expect(page.getByRole('region', { name: 'Unfinished' })).toContainText(running.name)
  return shown
}

/** How far the page reaches beyond its window, in px. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}
