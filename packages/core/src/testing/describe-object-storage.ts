import { describe, expect, it } from 'vitest'
import type { SendCall } from '../ports/object-storage.ts'
import { describeObjectInParts } from './describe-object-in-parts.ts'
import { describeWholeObject } from './describe-whole-object.ts'
import { createStorageBench, type ObjectStorageSetUp, type StorageBench } from './storage-bench.ts'
import { testBytes } from './test-files.ts'

/**
 * The rules of `ObjectStorage` that show on a sound line. Every test works on keys that nobody used
 * before, so that the storage may be a shared one.
 */
export function describeObjectStorage(
  name: string,
  create: () => Promise<ObjectStorageSetUp> | ObjectStorageSetUp,
): void {
  const setUp = async (): Promise<StorageBench> => createStorageBench(await create())

  describe(`${name} as an ObjectStorage`, () => {
    describeNames(setUp)
    describeObjectInParts(setUp)
    describeWholeObject(setUp)

    it.each(['报告 第一季度.zip', '🎬 film.mp4', "a b+c%20d&e=f?g#h'(i)!*~.txt", 'x//y'])(
      'takes the key %s as it is, whole and in parts',
      async (fileName) => {
        const { storage, call, send, nameTarget } = await setUp()
        const whole = nameTarget(fileName)
        const inParts = nameTarget(fileName)
        await storage.sendWhole(whole, new Blob([testBytes(10)]), call)
        const upload = await storage.open(inParts, call)
        await storage.complete(upload, [await send(upload, 1, testBytes(20))], inParts, call)

        for (const [{ key }, size] of [[whole, 10] as const, [inParts, 20] as const])
          expect(await storage.findObject(key, call)).toMatchObject({ key, size })
      },
    )

    it('stops every call with the reason of its signal', async () => {
      const { storage, call, target } = await setUp()
      const upload = await storage.open(target, call)
      const body = new Blob([testBytes(300_000)])
      const starts: readonly ((call: SendCall) => Promise<unknown>)[] = [
        (own) => storage.open(target, own),
        (own) => storage.sendPart(upload, { number: 1, start: 0, end: body.size }, body, own),
        (own) => storage.listParts(upload, own),
        (own) => storage.complete(upload, [{ number: 1, etag: '0'.repeat(32) }], target, own),
        (own) => storage.discard(upload, own),
        (own) => storage.sendWhole(target, body, own),
        (own) => storage.findObject(target.key, own),
      ]

      for (const start of starts) {
        const controller = new AbortController()
        const reason = new Error('paused')
        const early = start({ ...call, signal: AbortSignal.abort(reason) })
        const late = start({ ...call, signal: controller.signal })
        controller.abort(reason)

        await expect(early).rejects.toBe(reason)
        await expect(late).rejects.toBe(reason)
      }
    })
  })
}

function describeNames(setUp: () => Promise<StorageBench>): void {
  describe('nameObject', () => {
    const file = { name: 'a.txt', size: 1, type: 'text/plain', lastModified: 1, relativePath: '' }

    it('takes the key and the headers that it is given', async () => {
      const { storage, keyPrefix } = await setUp()
      const key = `${keyPrefix}mine`
      const headers = { 'Content-Type': 'text/csv', 'Cache-Control': 'no-cache' }

      expect(storage.nameObject({ file, key, headers })).toMatchObject({ key, headers })
    })

    it('gives the object the type of its file', async () => {
      const { storage } = await setUp()

      expect(storage.nameObject({ file }).headers['Content-Type']).toBe('text/plain')
    })

    it('never lets two files of one name overwrite each other', async () => {
      const { storage } = await setUp()

      expect(storage.nameObject({ file }).key).not.toBe(storage.nameObject({ file }).key)
    })

    it.each([
      ['no bytes', ''],
      ['2,000 bytes', 'x'.repeat(2_000)],
    ])('refuses a key of %s', async (_size, key) => {
      const { storage } = await setUp()

      expect(() => storage.nameObject({ file, key })).toThrow(
        expect.objectContaining({ code: 'invalid-key' }),
      )
    })
  })
}
