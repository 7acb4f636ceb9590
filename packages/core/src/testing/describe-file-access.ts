import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileAccess, FileHandle } from '../ports/file-access.ts'
import { createTestFile } from './test-files.ts'

export interface FileAccessSetUp {
  /** What a visit sees; called again, it is the next visit of the same browser. */
  readonly open: () => FileAccess
  /** A handle that needs no permission. */
  readonly createHandle: (file: File) => Promise<{
    readonly handle: FileHandle
    readonly remove: () => Promise<void>
  }>
  /** Time on the clock of the browser. */
  readonly clock: { readonly now: () => number; readonly pass: (milliseconds: number) => void }
}

/** The rules of `FileAccess`. `setUp` gives a browser without memory every time. */
export function describeFileAccess(name: string, setUp: () => FileAccessSetUp): void {
  describe(`${name} as a FileAccess`, () => {
    let world: FileAccessSetUp
    let opened: FileAccess[]
    const open = (): FileAccess => {
      const access = world.open()
      opened.push(access)
      return access
    }
    beforeEach(() => {
      world = setUp()
      opened = []
    })
    afterEach(async () => {
      await opened.at(-1)?.clear()
      for (const access of opened) access.close()
    })

    it('finds nothing of an upload that it was never told of', async () => {
      expect((await open().find(['a'])).size).toBe(0)
    })

    it('opens a kept handle at the next visit, with the bytes that are there by then', async () => {
      const file = createTestFile({ size: 10 })
      const { handle } = await world.createHandle(file)
      await open().keepPlace('a', { handle, path: '' })

      const found = (await open().find(['a', 'b'])).get('a')

      expect(found?.at).toBe('hand')
      expect(await bytesOf(await found?.open())).toEqual(await bytesOf(file))
    })

    it('keeps hundreds of handles that come at once', async () => {
      const { handle } = await world.createHandle(createTestFile({ size: 1 }))
      const ids = Array.from({ length: 500 }, (_, index) => `id ${index}`)
      const access = open()
      await Promise.all(ids.map((id) => access.keepPlace(id, { handle, path: '' })))

      expect((await open().find(ids)).size).toBe(500)
    })

    it('opens a copy at the next visit, with name, time and bytes of the file', async () => {
      const file = createTestFile({ size: 3_000 })
      expect(await open().keepCopy('a', file)).toBe(true)

      const found = (await open().find(['a'])).get('a')
      const copy = await found?.open()

      expect(found?.at).toBe('hand')
      expect(copy).toMatchObject({ name: file.name, lastModified: file.lastModified })
      expect(await bytesOf(copy)).toEqual(await bytesOf(file))
    })

    it('says of a file that is gone that it cannot be read, and forgets it', async () => {
      const { handle, remove } = await world.createHandle(createTestFile({ size: 10 }))
      const access = open()
      await access.keepPlace('a', { handle, path: '' })
      await remove()

      const found = (await access.find(['a'])).get('a')

      await expect(found?.open()).rejects.toMatchObject({ code: 'file-unreadable' })
      expect((await access.find(['a'])).size).toBe(0)
    })

    it('forgets handle and copy of one upload, and of no other', async () => {
      const { handle } = await world.createHandle(createTestFile({ size: 10 }))
      const access = open()
      for (const id of ['a', 'b']) {
        await access.keepPlace(id, { handle, path: '' })
        await access.keepCopy(id, createTestFile({ size: 10 }))
      }

      await access.forget('a')

      expect([...(await access.find(['a', 'b'])).keys()]).toEqual(['b'])
    })

    it('forgets by age', async () => {
      const access = open()
      await access.keepCopy('old', createTestFile({ size: 10 }))
      world.clock.pass(2_000)
      await access.keepCopy('young', createTestFile({ size: 10 }))
      world.clock.pass(500)

      await access.forgetBefore(world.clock.now() - 1_000)

      expect([...(await access.find(['old', 'young'])).keys()]).toEqual(['young'])
    })

    it('forgets everything when asked to', async () => {
      const access = open()
      await access.keepCopy('a', createTestFile({ size: 10 }))

      await access.clear()

      expect((await open().find(['a'])).size).toBe(0)
    })
  })
}

async function bytesOf(file: Blob | undefined): Promise<Uint8Array | undefined> {
  return file && new Uint8Array(await file.arrayBuffer())
}
