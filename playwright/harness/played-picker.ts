import type { BrowserContext, Page } from '@playwright/test'
import type { RandomFile } from './random-file.ts'

/**
 * Nobody can answer Chromium's own questions while it has no window. So the picker gives a handle of
 * the private file system, which is as real as any, and permission is what a person plays: lost with
 * every page load, and given when it is asked for inside a click.
 */
export async function playPicker(context: BrowserContext, { name }: RandomFile): Promise<void> {
  await context.addInitScript((fileName) => {
    let isGranted = false
    const state = async (): Promise<PermissionState> => (isGranted ? 'granted' : 'prompt')
    Object.assign(FileSystemFileHandle.prototype, {
      queryPermission: state,
      async requestPermission() {
        isGranted ||= navigator.userActivation.isActive
        return state()
      },
    })
    Object.assign(window, {
      async showOpenFilePicker() {
        isGranted = true
        const folder = await navigator.storage.getDirectory()
        return [await folder.getFileHandle(fileName)]
      },
    })
  }, name)
}

/** Puts a file from disk where the played picker finds it. */
export async function stockPicker(page: Page, { name, path }: RandomFile): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'stock'
    document.body.append(input)
  })
  await page.setInputFiles('#stock', path)
  await page.evaluate(async (fileName) => {
    const input = document.querySelector<HTMLInputElement>('#stock')
    const file = input?.files?.[0]
    const folder = await navigator.storage.getDirectory()
    const handle = await folder.getFileHandle(fileName, { create: true })
    await file?.stream().pipeTo(await handle.createWritable())
    input?.remove()
  }, name)
}
