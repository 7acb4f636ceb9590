import { expect } from '@playwright/test'
import type { RandomFile } from '../harness/random-file.ts'
import { callIn, type OtherBrowser } from './other-browser.ts'

/** The demo's page in a browser that Playwright does not drive. */
export interface EngineDashboard {
  /** One click, where the browser has not kept the last sign-in. */
  signIn(): Promise<void>
  choose(...files: readonly RandomFile[]): Promise<void>
  /** Presses a button of one upload, `Pause` for example. */
  press(action: string, file: RandomFile): Promise<void>
  /** Waits until this much, from 0 to 1, is shown as sent. */
  untilProgress(file: RandomFile, fraction: number): Promise<void>
  untilStatus(file: RandomFile, status: string, timeout?: number): Promise<void>
  /** What a person reads in the row of a file. */
  wordsOf(file: RandomFile): Promise<string>
}

const fileInput = 'input[type=file]:not([webkitdirectory])'

export function engineDashboard(browser: OtherBrowser): EngineDashboard {
  return {
    async signIn() {
      await expect.poll(() => callIn(browser, passSignIn, null), patiently(60_000)).toBe(true)
    },
    choose: (...files) =>
      browser.choose(
        fileInput,
        files.map(({ path }) => path),
      ),
    async press(action, file) {
      const label = `${action} ${file.name}`
      await expect.poll(() => callIn(browser, pressButton, label)).toBe(true)
    },
    async untilProgress(file, fraction) {
      await expect
        .poll(() => callIn(browser, readProgress, file.name), patiently(120_000))
        .toBeGreaterThanOrEqual(fraction)
    },
    async untilStatus(file, status, timeout = 180_000) {
      await expect
        .poll(() => callIn(browser, readStatus, file.name), patiently(timeout))
        .toBe(status)
    },
    wordsOf: (file) => callIn(browser, readWords, file.name),
  }
}

function patiently(timeout: number): { timeout: number; intervals: number[] } {
  return { timeout, intervals: [100] }
}

// What follows runs in the page.

function passSignIn(_nothing: null): boolean {
  const button = document.querySelector<HTMLButtonElement>('.sign-in button')
  if (button && !button.disabled) button.click()
  return document.querySelector('[data-kind=uploads]') !== null
}

function pressButton(label: string): boolean {
  const button = document.querySelector<HTMLButtonElement>(`button[aria-label="${label}"]`)
  button?.click()
  return button !== null
}

function readProgress(name: string): number {
  const bar = document.querySelector(`[role=progressbar][aria-label="${name}"]`)
  return Number(bar?.getAttribute('aria-valuenow') ?? 0) / 100
}

function readStatus(name: string): string | null {
  const rows = [...document.querySelectorAll('[data-status]')]
  const row = rows.find(({ textContent }) => textContent?.includes(name))
  return row?.getAttribute('data-status') ?? null
}

function readWords(name: string): string {
  const rows = [...document.querySelectorAll('[data-status]')]
  return rows.find(({ textContent }) => textContent?.includes(name))?.textContent ?? ''
}
