import { createHash } from 'node:crypto'
import { reportFigure } from '../harness/figures.ts'
import { MB } from '../harness/random-file.ts'
import { expectStored } from '../harness/stored-object.ts'
import { test } from '../harness/test.ts'

test('256 MB made in memory arrive whole', async ({ site, visit }, story) => {
  test.setTimeout(10 * 60_000)
  const name = 'drawing.bin'
  const size = 256 * MB

  const { page, dashboard } = await visit()
  await page.evaluate(
    ([fileName, bytes]) => {
      const pieces = Array.from({ length: bytes / 1e6 }, (_, index) =>
        new Uint8Array(1e6).fill(index),
      )
      const chosen = new DataTransfer()
      chosen.items.add(new File(pieces, fileName))
      const input = document.querySelector<HTMLInputElement>('input[type=file]')
      if (!input) throw new Error('There is no input for files.')
      input.files = chosen.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
    },
    [name, size] as const,
  )
  const digest = createHash('sha256')
  for (let index = 0; index < 256; index += 1) digest.update(Buffer.alloc(MB, index))
  const file = { path: '', name, size, sha256: digest.digest('hex') }
  await dashboard.untilStatus(file, 'done', 5 * 60_000)

  reportFigure(story, '256 MB made in memory arrived byte-exact.')
  await expectStored(site, file)
})
