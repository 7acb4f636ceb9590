import { describe, expect, it } from 'vitest'
import { createMemoryFileAccess } from './memory-file-access.ts'
import { createTestFile } from './test-files.ts'

describe('createMemoryFileAccess', () => {
  it('tells a changed and a locked file from a sound one', async () => {
    const access = createMemoryFileAccess()
    const sound = createTestFile({ size: 1 })
    const changed = createTestFile({ size: 1 })
    const locked = createTestFile({ size: 1 })
    access.change(changed)
    access.lock(locked)

    await expect(access.probe(sound)).resolves.toBeUndefined()
    await expect(access.probe(changed)).rejects.toMatchObject({
      code: 'file-changed',
    })
    await expect(access.probe(locked)).rejects.toMatchObject({
      code: 'file-unreadable',
    })
    expect(access.probes).toBe(3)
  })
})
