import { describe, expect, it } from 'vitest'
import { emptyCrc64 } from '../model/crc64.ts'
import type { StorageBench } from './storage-bench.ts'
import { testBytes } from './test-files.ts'

/** The part of `describeObjectStorage` that is about files in one request. */
export function describeWholeObject(setUp: () => Promise<StorageBench>): void {
  describe('a whole object', () => {
    it('is stored as it was sent', async () => {
      const { storage, call, digests, target } = await setUp()
      const bytes = testBytes(200_000)
      const [crc64, etag] = [digests.crc64([bytes]), digests.md5([bytes])]

      const facts = await storage.sendWhole(target, new Blob([bytes]), call)

      expect(facts).toMatchObject({ key: target.key, etag, crc64, sentCrc64: crc64 })
      expect(await storage.findObject(target.key, call)).toMatchObject({
        key: target.key,
        size: 200_000,
        etag,
        crc64,
      })
    })

    it('may be empty', async () => {
      const { storage, call, target } = await setUp()
      const facts = await storage.sendWhole(target, new Blob([]), call)

      expect(facts).toMatchObject({ crc64: emptyCrc64, sentCrc64: emptyCrc64 })
      expect(await storage.findObject(target.key, call)).toMatchObject({ size: 0 })
    })

    it('reports progress that ends with the size of the file', async () => {
      const { storage, call, target } = await setUp()
      const progress: number[] = []
      const onProgress = (sentBytes: number): void => void progress.push(sentBytes)

      await storage.sendWhole(target, new Blob([testBytes(150_000)]), { ...call, onProgress })

      expect(progress.at(-1)).toBe(150_000)
      expect(Math.max(...progress)).toBe(150_000)
    })

    it('replaces the one before it', async () => {
      const { storage, call, target } = await setUp()
      await storage.sendWhole(target, new Blob([testBytes(10)]), call)
      await storage.sendWhole(target, new Blob([testBytes(20)]), call)

      expect(await storage.findObject(target.key, call)).toMatchObject({ size: 20 })
    })

    it('is not there before it was sent', async () => {
      const { storage, call, target } = await setUp()
      expect(await storage.findObject(target.key, call)).toBeNull()
    })
  })
}
