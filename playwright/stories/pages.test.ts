import type { Page } from '@playwright/test'
import { findingsOfAxe } from '../harness/axe.ts'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { expect, test, type Visit } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 4 * MB, callback: true } })

const pages = ['Uploads', 'Library', 'Token', 'Network lab', 'Doctor'] as const

test('every page fits from phone to desktop, and axe finds nothing, light and dark', async ({
  visit,
  folder,
}) => {
  const { dashboard, page } = await showEverything({ visit, folder })
  for (const name of pages) {
    await dashboard.goTo(name)
    for (const theme of ['light', 'dark']) {
      await page.getByLabel('Appearance').selectOption(theme)
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 900 })

        expect({ name, theme, width, findings: await findingsOfAxe(page) }).toEqual({
          name,
          theme,
          width,
          findings: [],
        })
      }
    }
    for (const width of [360, 768, 1080, 1920]) {
      await page.setViewportSize({ width, height: 900 })

      expect({ name, width, overflow: await overflow(page) }).toEqual({ name, width, overflow: 0 })
    }
  }
})

test('axe finds nothing in the forms that the component takes, in a dialog, and at the door', async ({
  visit,
  folder,
}) => {
  const { dashboard, page } = await showEverything({ visit, folder })
  for (const theme of ['light', 'dark']) {
    await page.getByLabel('Appearance').selectOption(theme)
    await dashboard.goTo('Uploads')
    for (const name of ['antd Form', 'Headless']) {
      await page.getByRole('tab', { name }).click()
      await expect(page.getByRole('tabpanel').getByRole('button').nth(1)).toBeVisible()
      expect({ name, theme, findings: await findingsOfAxe(page) }).toEqual({
        name,
        theme,
        findings: [],
      })
    }
    await dashboard.goTo('Library')
    await page.getByRole('button', { name: /^Preview/ }).click()
    await expect(page.getByRole('dialog').getByRole('region')).toBeVisible()
    expect({ theme, findings: await findingsOfAxe(page) }).toEqual({ theme, findings: [] })
    await page.keyboard.press('Escape')
  }
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('form')).toBeVisible()
  expect(await findingsOfAxe(page)).toEqual([])
})

test('no English is left on the Chinese pages, and the choice is remembered', async ({
  visit,
  folder,
}) => {
  const { page } = await showEverything({ visit, folder })
  await page.getByLabel('Language').selectOption('zh-CN')
  await page.reload()

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('文件上传')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.locator('main')).toContainText('running.bin')
  for (const [link, shown] of [
    ['文件上传', 'running.bin'],
    ['文件库', longName],
    ['令牌', '立即过期'],
    ['网络实验室', '断网'],
  ] as const) {
    await page.getByRole('link', { name: link }).first().click()
    await expect(page.locator('main')).toContainText(shown)
    const words = (await wordsOf(page)).match(/[A-Za-z][a-z]{3,}/g) ?? []
    expect(words.filter((word) => !ownNames.has(word))).toEqual([])
  }
})

/** Names, which are the same in every language. */
const ownNames = new Set(['uploads', 'running', 'English', 'antd', 'Hook'])

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
  const { dashboard } = shown
  await dashboard.choose(finished)
  await dashboard.untilStatus(finished, 'done')
  await dashboard.choose(running)
  await dashboard.untilProgress(running, 0.05)
  await dashboard.press('Pause', running)
  await dashboard.untilStatus(running, 'paused')
  return shown
}

/** How far the page reaches beyond its window, in px. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  )
}

/** What the page says; source code is in English everywhere. */
function wordsOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const copy = document.body.cloneNode(true)
    if (!(copy instanceof HTMLElement)) throw new Error('The body is no element.')
    for (const code of copy.querySelectorAll('pre, script')) code.remove()
    return copy.innerText
  })
}
