import type { Page } from '@playwright/test'
import { findingsOfAxe } from '../harness/axe.ts'
import { playPicker, stockPicker } from '../harness/played-picker.ts'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { listStored } from '../harness/stored-object.ts'
import { expect, networkNoise, test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 4 * MB }, expectedNoise: networkNoise })

test('the keyboard alone chooses a file, pauses, resumes, cancels, and turns to another page', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'keyboard.bin', size: 40 * MB })

  const { dashboard, page, context } = await visit()
  await playPicker(context, file)
  await page.reload()
  await stockPicker(page, file)
  await tabTo(page, 'Skip to the page')
  await page.keyboard.press('Enter')
  await tabTo(page, /choose files/)
  await page.keyboard.press('Enter')
  await dashboard.untilProgress(file, 0.1)
  await tabTo(page, 'Pause keyboard.bin')
  await page.keyboard.press('Space')
  await dashboard.untilStatus(file, 'paused')
  await tabTo(page, 'Resume keyboard.bin')
  await page.keyboard.press('Enter')
  await dashboard.untilStatus(file, 'uploading')
  await tabTo(page, 'Cancel keyboard.bin')
  await page.keyboard.press('Enter')
  await dashboard.untilStatus(file, 'canceled')
  await tabTo(page, 'Remove keyboard.bin')
  await page.keyboard.press('Enter')
  await expect(dashboard.rowOf(file)).toHaveCount(0)
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')

  await page.keyboard.press('Control+Home')
  await tabTo(page, 'Library', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeFocused()
  await expect(page.getByRole('link', { name: 'Library' })).toHaveAttribute('aria-current', 'page')
  expect(await listStored(site)).toEqual([])
})

test.describe('longer than what the connections take up at once', () => {
  test.use({ siteOptions: { bytesPerSecond: 16 * MB } })

  test('a screen reader hears of an upload when it begins, half-way, and when it is stored', async ({
    visit,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'heard.bin', size: 120 * MB })

    const { dashboard, page } = await visit()
    const region = page.getByRole('region', { name: 'Upload files' }).locator('.ru-announcer')
    await expect(region).toHaveRole('status')
    await region.evaluate((announcer) => {
      const heard: string[] = []
      Object.assign(window, { heard })
      new MutationObserver(() => {
        if (announcer.textContent) heard.push(announcer.textContent)
      }).observe(announcer, { childList: true })
    })
    await dashboard.choose(file)
    await dashboard.untilStatus(file, 'done')

    await expect
      .poll(() => page.evaluate(() => Reflect.get(window, 'heard')))
      .toEqual(['heard.bin was added.', 'heard.bin is half-way.', 'heard.bin is uploaded.'])
  })
})

test('each state has its words in the accessibility tree, and axe finds nothing in any', async ({
  site,
  visit,
  folder,
}) => {
  const [done, failed, paused] = await Promise.all([
    writeRandomFile(folder, { name: 'done.txt', size: 20_000 }),
    writeRandomFile(folder, { name: 'refused.bin', size: 20 * MB, seed: 2 }),
    writeRandomFile(folder, { name: 'paused.bin', size: 140 * MB, seed: 3 }),
  ])
  site.emulator.faults.add({
    kind: 'error',
    status: 403,
    code: 'AccessDenied',
    operation: 'InitiateMultipartUpload',
    times: 1,
  })

  const { dashboard, page } = await visit()
  const uploads = page.getByRole('region', { name: 'Upload files' })
  await dashboard.choose(done)
  await dashboard.untilStatus(done, 'done')
  await dashboard.choose(failed)
  await dashboard.untilStatus(failed, 'failed')
  await dashboard.choose(paused)
  await dashboard.untilProgress(paused, 0.05)
  expect(await findingsInBothThemes(page)).toEqual([])
  await dashboard.press('Pause', paused)
  await dashboard.untilStatus(paused, 'paused')
  await expect(uploads).toMatchAriaSnapshot(paused140)
  expect(await findingsInBothThemes(page)).toEqual([])

  await dashboard.press('Resume', paused)
  await dashboard.untilStatus(paused, 'uploading')
  await page.reload()
  await dashboard.untilStatus(paused, 'interrupted')
  await expect(uploads).toMatchAriaSnapshot(interrupted140)
  expect(await findingsInBothThemes(page)).toEqual([])
})

const paused140 = `
  - region "Upload files":
    - heading "Upload files" [level=2]
    - paragraph
    - button /Drop files here, or choose files/
    - alert
    - group "All uploads":
      - paragraph:
        - strong: 1 of 3 files uploaded
        - text: /1 failed · [\\d.]+ MB of 160 MB/
      - button "Resume all"
      - button "Retry failed"
      - button "Clear finished"
    - list "Uploads":
      - listitem:
        - text: done.txt 20 kB
        - paragraph: Uploaded.
        - button "Remove done.txt"
      - listitem:
        - text: refused.bin 20 MB
        - progressbar "refused.bin"
        - paragraph: You may not upload here. Ask whoever runs this site.
        - group: Details
        - button "Retry refused.bin"
        - button "Remove refused.bin"
      - listitem:
        - text: paused.bin 140 MB
        - progressbar "paused.bin"
        - img /\\d+ of 18 parts stored/
        - paragraph: /Paused at \\d+%\\./
        - button "Resume paused.bin"
        - button "Cancel paused.bin"
    - status
`

const interrupted140 = `
  - region "Upload files":
    - heading "Upload files" [level=2]
    - paragraph
    - button /Drop files here, or choose files/
    - alert
    - paragraph:
      - strong: 2 uploads were interrupted
      - text: Choose again what was interrupted. Only what is missing is sent.
    - button "Choose the 2 files again"
    - group "All uploads"
    - list "Uploads":
      - listitem:
        - text: refused.bin 20 MB
        - progressbar "refused.bin"
        - paragraph: Interrupted. Choose the file again to continue.
        - button /Choose refused\\.bin again \\(20 MB, changed .+\\)/
        - button "Cancel refused.bin"
      - listitem:
        - text: paused.bin 140 MB
        - progressbar "paused.bin"
        - img /\\d+ of 18 parts stored, 0 on the way/
        - paragraph: Interrupted. Choose the file again to continue.
        - button /Choose paused\\.bin again \\(140 MB, changed .+\\)/
        - button "Cancel paused.bin"
    - status
`

async function findingsInBothThemes(page: Page): Promise<readonly string[]> {
  const findings: string[] = []
  for (const theme of ['light', 'dark']) {
    await page.getByLabel('Appearance').selectOption(theme)
    findings.push(...(await findingsOfAxe(page)))
  }
  return findings
}

/** Presses Tab until the focus is on the control of this name; as people do, not for ever. */
async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const focused = page.locator(':focus')
  const control = page.getByRole('button', { name }).or(page.getByRole('link', { name })).first()
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await focused.count()) > 0 && (await focused.and(control).count()) > 0) return
    await page.keyboard.press(key)
  }
  throw new RangeError(`Tab never reaches ${name}.`)
}
