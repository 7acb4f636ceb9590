import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { dropFile } from '../harness/drop-file.ts'
import { expect, test } from '../harness/test.ts'

test('a folder of 1,100 files, nested, with Chinese, emoji and blanks in their names, arrives', async ({
  site,
  visit,
  folder,
}) => {
  test.setTimeout(15 * 60_000)
  const dropped = path.join(folder, '照片 2026')
  const paths = await writeFolder(dropped)
  const { page } = await visit()

  await dropFile(page, { path: dropped })
  await expect(page.getByText('1,100 of 1,100 files uploaded')).toBeVisible({ timeout: 600_000 })

  const title = /^照片 2026\/第 0 层 📁\//
  await expect(page.locator('.ru-name').first()).toHaveAttribute('title', title)
  const stored = site.emulator.requests
    .list()
    .filter(({ operation, status }) => operation === 'PostObject' && status === 201)
  expect(new Set(stored.map(({ key }) => key)).size).toBe(1_100)
  const names = stored.map(({ key }) => key.slice(key.lastIndexOf('/') + 1))
  const expected = paths.map((each) => path.basename(each).trim() || 'file')
  expect(names.toSorted()).toEqual(expected.toSorted())
})

/** Eleven folders, each inside the one before, of a hundred files. Gives their paths. */
async function writeFolder(top: string): Promise<readonly string[]> {
  const paths: string[] = []
  let inner = top
  for (let depth = 0; depth < 11; depth += 1) {
    inner = path.join(inner, `第 ${depth} 层 📁`)
    await mkdir(inner, { recursive: true })
    for (let index = 0; index < 100; index += 1) {
      const name = index === 0 ? ' ' : `报告 ${depth}-${index} 😀.txt`
      paths.push(path.join(inner, name))
      await writeFile(path.join(inner, name), name.repeat(index))
    }
  }
  return paths
}
