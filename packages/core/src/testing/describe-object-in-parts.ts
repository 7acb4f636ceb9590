import { describe, expect, it } from 'vitest'
import { gone, type StorageBench } from './storage-bench.ts'
import { testBytes } from './test-files.ts'

/** The part of `describeObjectStorage` that is about multipart uploads. */
export function describeObjectInParts(setUp: () => Promise<StorageBench>): void {
  describe('an object in parts', () => {
    it('becomes one object of all bytes, whatever the order of arrival', async () => {
      const { storage, call, digests, target, send } = await setUp()
      const bytes = testBytes(250_000)
      const upload = await storage.open(target, call)
      const last = await send(upload, 3, bytes.subarray(204_800))
      const [first, second] = await Promise.all([
        send(upload, 1, bytes.subarray(0, 102_400)),
        send(upload, 2, bytes.subarray(102_400, 204_800)),
      ])

      const facts = await storage.complete(upload, [first, second, last], target, call)

      const crc64 = digests.crc64([bytes])
      expect(facts).toMatchObject({ key: target.key, crc64 })
      expect(await storage.findObject(target.key, call)).toMatchObject({
        key: target.key,
        size: 250_000,
        crc64,
        etag: facts.etag,
      })
    })

    it('has the ETag that the storage foretells, where it can', async () => {
      const { storage, network, call, target, send } = await setUp()
      const upload = await storage.open(target, call)
      const parts = [await send(upload, 1, testBytes(102_400)), await send(upload, 2, testBytes(9))]
      const etags = parts.map(({ etag }) => etag)
      const foretold = await storage.objectEtag?.(etags, network)

      const { etag } = await storage.complete(upload, parts, target, call)

      expect(etag).toBe(foretold ?? etag)
    })

    it('tells of each part what was sent and what arrived', async () => {
      const { storage, call, digests, target, send } = await setUp()
      const bytes = testBytes(5_000)
      const upload = await storage.open(target, call)

      const part = await send(upload, 1, bytes)

      const crc64 = digests.crc64([bytes])
      const stored = { number: 1, size: 5_000, etag: digests.md5([bytes]), crc64 }
      expect(part).toEqual({ ...stored, sentCrc64: crc64 })
      expect(await storage.listParts(upload, call)).toEqual([stored])
    })

    it('reports progress that grows and ends with the size', async () => {
      const { storage, call, target, send } = await setUp()
      const upload = await storage.open(target, call)
      const progress: number[] = []

      await send(upload, 1, testBytes(300_000), (sentBytes) => progress.push(sentBytes))

      expect(progress.at(-1)).toBe(300_000)
      expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    })

    it('has the bytes of the last attempt when a part was sent twice', async () => {
      const { storage, call, target, send } = await setUp()
      const upload = await storage.open(target, call)
      await send(upload, 1, testBytes(1_000, 1))
      const again = await send(upload, 1, testBytes(2_000, 2))

      expect(await storage.listParts(upload, call)).toMatchObject([
        { number: 1, size: 2_000, etag: again.etag },
      ])
      await expect(storage.complete(upload, [again], target, call)).resolves.toMatchObject({
        crc64: again.sentCrc64,
      })
    })

    it('leaves out the parts that Complete does not name', async () => {
      const { storage, call, target, send } = await setUp()
      const upload = await storage.open(target, call)
      const named = await send(upload, 1, testBytes(1_000))
      await send(upload, 2, testBytes(2_000))

      await storage.complete(upload, [named], target, call)

      expect(await storage.findObject(target.key, call)).toMatchObject({ size: 1_000 })
    })

    it('lists no part before one was sent', async () => {
      const { storage, call, target } = await setUp()
      expect(await storage.listParts(await storage.open(target, call), call)).toEqual([])
    })

    it('lists the parts of all pages by number', { timeout: 60_000 }, async () => {
      const { storage, call, target, partsOnPage, send } = await setUp()
      const count = (partsOnPage ?? 2) + 1
      const upload = await storage.open(target, call)
      const numbers = Array.from({ length: count }, (_, index) => index + 1)

      for (const number of numbers.toReversed()) await send(upload, number, testBytes(1))

      const parts = await storage.listParts(upload, call)
      expect(parts.map(({ number }) => number)).toEqual(numbers)
    })

    it('is kept apart from another upload of the same key', async () => {
      const { storage, call, target, send } = await setUp()
      const upload = await storage.open(target, call)
      const other = await storage.open(target, call)
      await send(other, 1, testBytes(1_000))

      expect(other.uploadId).not.toBe(upload.uploadId)
      expect(await storage.listParts(upload, call)).toEqual([])
    })

    it('cannot be completed with a part that is not there', async () => {
      const { storage, call, target, send } = await setUp()
      const upload = await storage.open(target, call)
      const part = await send(upload, 1, testBytes(102_400))
      const missing = { number: 2, etag: part.etag }

      await expect(storage.complete(upload, [part, missing], target, call)).rejects.toMatchObject({
        code: 'part-missing',
      })
    })

    it('cannot be completed with the ETag of other bytes', async () => {
      const { storage, call, digests, target, send } = await setUp()
      const upload = await storage.open(target, call)
      await send(upload, 1, testBytes(1_000))
      const wrong = { number: 1, etag: digests.md5([testBytes(1_000, 2)]) }

      await expect(storage.complete(upload, [wrong], target, call)).rejects.toMatchObject({
        code: 'part-missing',
      })
      expect(await storage.findObject(target.key, call)).toBeNull()
    })

    it('is gone as an upload once it is complete', async () => {
      const { storage, call, target, send, fateOf } = await setUp()
      const upload = await storage.open(target, call)
      const part = await send(upload, 1, testBytes(1_000))
      await storage.complete(upload, [part], target, call)

      expect(await fateOf(upload)).toEqual(gone)
      expect(await storage.findObject(target.key, call)).toMatchObject({ size: 1_000 })
    })

    it('is gone once it was discarded, which may be repeated', async () => {
      const { storage, call, target, send, fateOf } = await setUp()
      const upload = await storage.open(target, call)
      await send(upload, 1, testBytes(1_000))

      await storage.discard(upload, call)
      await storage.discard(upload, call)

      expect(await fateOf(upload)).toEqual(gone)
      expect(await storage.findObject(target.key, call)).toBeNull()
    })

    it('is gone when it never was', async () => {
      const { target, fateOf } = await setUp()
      expect(await fateOf({ key: target.key, uploadId: '0'.repeat(32) })).toEqual(gone)
    })
  })
}
