import { expect, it } from 'vitest'
import { createWorld } from '../testing/create-world.ts'
import { createTestFile } from '../testing/test-files.ts'

const kB = 1024

it('a file that is replaced on disk, unnoticed by the engine, is never called done', async () => {
  const { storage, time, visit } = createWorld()
  const gate = storage.faults.hold({ op: 'sendPart', part: 3 })
  const { uploader, until } = visit({ partsAtOnce: 1 })
  const disk = readThrough(createTestFile({ size: 6 * kB }))
  const upload = uploader.add(disk.file)
  await time.until(() => storage.log.count('sendPart', 3) === 1)

  disk.replace(createTestFile({ size: 6 * kB, seed: 2 }))
  gate.open()
  await until(upload, 'failed')

  expect(upload.getSnapshot()).toMatchObject({ error: { code: 'file-changed' } })
  expect(storage.objects.size).toBe(0)
})

/** A `File` as Firefox hands it out: whatever lies under its name when it is read. */
function readThrough(original: File): { file: File; replace: (other: File) => void } {
  let current = original
  const file = new File([original], original.name, {
    type: original.type,
    lastModified: original.lastModified,
  })
  file.slice = (start, end, type) => current.slice(start, end, type)
  return {
    file,
    replace(other) {
      current = other
    },
  }
}
