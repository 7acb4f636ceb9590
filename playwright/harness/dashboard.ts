import { expect, type Locator, type Page } from '@playwright/test'
import type { RandomFile } from './random-file.ts'

/** The demo's page, as a person uses it. */
export interface Dashboard {
  readonly page: Page
  /** Follows the link of the navigation. */
  goTo(page: 'Uploads' | 'Library' | 'Token' | 'Network lab' | 'Doctor'): Promise<void>
  /** Chooses files in the dialog that the drop zone opens. */
  choose(...files: readonly RandomFile[]): Promise<void>
  /** Chooses the file that an upload asks for, in the dialog that its row or the banner opens. */
  chooseAgain(file: RandomFile): Promise<void>
  rowOf(file: RandomFile): Locator
  /** Presses a button of one upload, `Pause` for example. */
  press(action: string, file: RandomFile): Promise<void>
  /** Waits until this much, from 0 to 1, is shown as sent. */
  untilProgress(file: RandomFile, fraction: number, timeout?: number): Promise<void>
  untilStatus(file: RandomFile, status: string, timeout?: number): Promise<void>
}

/** One click, where the browser has not kept the last sign-in. */
export async function signIn(page: Page, { again = false } = {}): Promise<void> {
  const button = page.getByRole('button', { name: 'Sign in', exact: true })
  const password = page.getByLabel('Password')
  const uploads = page.getByRole('region', { name: 'Upload files' })
  await expect(button.or(uploads).first()).toBeVisible({ timeout: 60_000 })
  if (!again && !(await button.isVisible())) return
  // Filled in already where the page lies on this machine.
  await password.fill('demo')
  await button.click()
}

export async function openDashboard(page: Page, url: string): Promise<Dashboard> {
  await page.goto(url)
  await signIn(page)
  const uploads = page.getByRole('region', { name: 'Upload files' })
  const rowOf = (file: RandomFile): Locator =>
    uploads.locator('[data-status]').filter({ hasText: file.name }).first()

  return {
    page,
    rowOf,
    async goTo(name) {
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
      await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
    },
    async choose(...files) {
      const input = uploads.locator('input[type=file]').first()
      await input.setInputFiles(files.map(({ path }) => path))
    },
    async chooseAgain({ path }) {
      const input = uploads.locator('.ru-banner, .ru-request').locator('input[type=file]').first()
      await input.setInputFiles(path)
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
