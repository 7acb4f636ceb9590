import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'

export const folder: string = path.resolve(import.meta.dirname, '../../docs/screenshots')

interface Look {
  readonly name: string
  readonly language: string
  readonly theme: string
  /** In CSS pixels. */
  readonly width: number
}

/** Every picture is taken in each of them; the first is how the page is left. */
const looks: readonly Look[] = [
  { name: 'light', language: 'en-US', theme: 'light', width: 1280 },
  { name: 'dark', language: 'en-US', theme: 'dark', width: 1280 },
  { name: 'chinese', language: 'zh-CN', theme: 'light', width: 1280 },
  { name: 'phone', language: 'en-US', theme: 'light', width: 360 },
]

/** Bytes that one picture may have. */
const sizeLimit = 150_000

/** Takes the page, or a part of it, in every look: `uploads-light.webp`, `uploads-dark.webp` and so on. */
export async function shoot(page: Page, name: string, part?: Locator): Promise<void> {
  for (const look of looks) {
    await dress(page, look)
    await take(page, `${name}-${look.name}`, part)
  }
  await dress(page, looks[0])
}

/** Takes what is seen now. */
export async function take(page: Page, name: string, part?: Locator): Promise<void> {
  await page.evaluate(settle)
  const box = await part?.boundingBox()
  const devtools = await page.context().newCDPSession(page)
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 85,
    ...(box && { clip: { ...box, scale: 1 }, captureBeyondViewport: true }),
  })
  await devtools.detach()
  const picture = Buffer.from(data, 'base64')
  expect(picture.length, name).toBeLessThan(sizeLimit)
  await writeFile(path.join(folder, `${name}.webp`), picture)
}

/** Runs in the page: colours arrive, and the page is seen from its begin. */
function settle(): void {
  for (const animation of document.getAnimations())
    if (animation.effect?.getComputedTiming().iterations !== Infinity) animation.finish()
  scrollTo(0, 0)
}

async function dress(page: Page, look: Look | undefined): Promise<void> {
  if (!look) return
  const settings = page.getByRole('banner').getByRole('combobox')
  // At the door and behind a dialog the page stays as it is.
  if ((await settings.count()) > 0) {
    await settings.nth(0).selectOption(look.language)
    await settings.nth(1).selectOption(look.theme)
  }
  await page.setViewportSize({ width: look.width, height: 800 })
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  // As high as the page, as long as people would read it.
  await page.setViewportSize({ width: look.width, height: Math.min(1200, Math.max(800, height)) })
}
