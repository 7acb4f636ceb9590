import path from 'node:path'
import axe from 'axe-core'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { expect } from '../harness/test.ts'
import { engineTest } from './engine-test.ts'
import { callIn } from './other-browser.ts'
import { startFirefox } from './start-firefox.ts'

const test = engineTest((folder) => startFirefox(path.join(folder, 'firefox')))

test.use({ siteOptions: { bytesPerSecond: 4 * MB } })

test('Tab reaches everything in the order that it is seen, as far as a paused upload', async ({
  open,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'keyboard.bin', size: 40 * MB })

  const { browser, dashboard } = await open()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.05)
  await dashboard.press('Pause', file)
  await dashboard.untilStatus(file, 'paused')
  await callIn(browser, leaveFocus, null)
  const reached: string[] = []
  while (reached.at(-1) !== 'Plain' && reached.length < 40) {
    await browser.press('Tab')
    reached.push(await callIn(browser, focusedName, null))
  }

  expect(reached).toEqual([
    'Skip to the page',
    'Uploads',
    'Library',
    'Token',
    'Network lab',
    'Doctor',
    'Language',
    'Appearance',
    'User',
    'Sign out',
    expect.stringContaining('choose files'),
    'Resume keyboard.bin',
    'Cancel keyboard.bin',
    'Plain',
  ])
})

test('axe finds nothing on any page, with an upload finished and one under way, light and dark', async ({
  open,
  folder,
}) => {
  const done = await writeRandomFile(folder, { name: 'done.txt', size: 20_000 })
  const paused = await writeRandomFile(folder, { name: 'paused.bin', size: 40 * MB, seed: 2 })

  const { browser, dashboard } = await open()
  await dashboard.choose(done)
  await dashboard.untilStatus(done, 'done')
  await dashboard.choose(paused)
  await dashboard.untilProgress(paused, 0.05)
  await dashboard.press('Pause', paused)
  await dashboard.untilStatus(paused, 'paused')
  await browser.evaluate(axe.source)
  for (const route of ['uploads', 'library', 'token', 'lab', 'doctor']) {
    await callIn(browser, turnTo, route)
    for (const theme of ['light', 'dark']) {
      await callIn(browser, dress, theme)
      expect({ route, theme, findings: await callIn(browser, findings, null) }).toEqual({
        route,
        theme,
        findings: [],
      })
    }
  }
})

// What follows runs in the page.

/** The control's name, a select's by its label. */
function focusedName(_nothing: null): string {
  const { activeElement: control } = document
  if (!control || control === document.body) return ''
  const label = control.closest('label')?.querySelector('span')
  return (control.getAttribute('aria-label') ?? (label ?? control).textContent ?? '').trim()
}

function leaveFocus(_nothing: null): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

function turnTo(route: string): void {
  location.hash = `/${route}`
}

function dress(theme: string): void {
  document.documentElement.dataset['theme'] = theme
}

async function findings(_nothing: null): Promise<readonly string[]> {
  // Two frames: the page is drawn, and colours that are on their way have begun to move.
  for (const _frame of [1, 2]) await new Promise((resolve) => requestAnimationFrame(resolve))
  const passing = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
  await Promise.allSettled(passing.map(({ finished }) => finished))
  const { violations } = await window.axe.run(document)
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

declare global {
  interface Window {
    readonly axe: typeof axe
  }
}
