import type { Page } from '@playwright/test'
import type { RandomFile } from './random-file.ts'

/** Drops a file or folder from disk on the drop zone, as a file manager does: each comes with a real handle. */
export async function dropFile(page: Page, { path }: Pick<RandomFile, 'path'>): Promise<void> {
  const box = await page
    .getByRole('region', { name: 'Upload files' })
    .locator('.ru-dropzone')
    .boundingBox()
  if (!box) throw new Error('There is no drop zone to be seen.')
  const devtools = await page.context().newCDPSession(page)
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, ...at, data })
  await devtools.detach()
}
