import { expect, type Locator, type Page } from '@playwright/test'
import type { RandomFile } from './random-file.ts'

/** The demo's page, as a person uses it. */
export interface Dashboard {
  readonly page: Page
  /** Chooses files in the dialog that the drop zone opens. */
  choose(...files: readonly RandomFile[]): Promise<void>
  /** Presses the button that asks for the file of an interrupted upload, and chooses it. */
  chooseAgain(file: RandomFile): Promise<void>
  rowOf(file: RandomFile): Locator
  /** Presses a button of one upload, `Pause` for example. */
  press(action: string, file: RandomFile): Promise<void>
  /** Waits until this much, from 0 to 1, is shown as sent. */
  untilProgress(file: RandomFile, fraction: number, timeout?: number): Promise<void>
  untilStatus(file: RandomFile, status: string, timeout?: number): Promise<void>
}

export async function openDashboard(page: Page, url: string): Promise<Dashboard> {
  await page.goto(url)
  const uploads = page.getByRole('region', { name: 'Upload files' })
  const rowOf = (file: RandomFile): Locator =>
    uploads.locator('[data-status]').filter({ hasText: file.name }).first()

  return {
    page,
    rowOf,
    async choose(...files) {
      const input = uploads.locator('input[type=file]').first()
      await input.setInputFiles(files.map(({ path }) => path))
    },
    async chooseAgain({ name, path }) {
      const chooser = page.waitForEvent('filechooser')
      await uploads
        .getByRole('button', { name: `Choose ${name} again` })
        .first()
        .click()
      await (await chooser).setFiles(path)
    },
    async press(action, file) {
      await uploads.getByRole('button', { name: `${action} ${file.name}` }).click()
    },
    async untilProgress(file, fraction, timeout = 120_000) {
      const bar = uploads.getByRole('progressbar', { name: file.name })
      await expect
        .poll(async () => Number(await bar.getAttribute('aria-valuenow')) / 100, {
          timeout,
          intervals: [100],
        })
        .toBeGreaterThanOrEqual(fraction)
    },
    async untilStatus(file, status, timeout = 120_000) {
      await expect(rowOf(file)).toHaveAttribute('data-status', status, { timeout })
    },
  }
}
