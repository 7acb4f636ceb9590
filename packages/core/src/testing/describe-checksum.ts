import { describe, expect, it } from 'vitest'
import type { Checksum } from '../ports/checksum.ts'
import { createDigests } from './digests.ts'
import { testBytes } from './test-files.ts'

/** What OSS itself gives for these texts. */
const published = [
  { text: '', crc64: '0', md5: 'D41D8CD98F00B204E9800998ECF8427E' },
  { text: '123456789', crc64: '11051210869376104954', md5: '25F9E794323B453885F5181F1B624D0B' },
  { text: 'hello world', crc64: '5981764153023615706', md5: '5EB63BBBE01EEED093CB22BB8F5ACDC3' },
]

const { signal } = new AbortController()

/** The rules of `Checksum`. */
export function describeChecksum(name: string, create: () => Promise<Checksum> | Checksum): void {
  describe(`${name} as a Checksum`, () => {
    it.each(published)('gives the published digests of "$text"', async ({ text, crc64, md5 }) => {
      const checksum = await create()
      const body = new Blob([text])

      expect(await checksum.crc64(body, signal)).toBe(crc64)
      expect(await checksum.md5(body, signal)).toBe(md5)
    })

    it('reads all of a large body, and only the slice of a larger one', async () => {
      const checksum = await create()
      const digests = await createDigests()
      const bytes = testBytes(5_000_003)
      const middle = bytes.subarray(1_000_001, 4_000_004)
      const body = new Blob([bytes])
      const slice = body.slice(1_000_001, 4_000_004)

      expect(await checksum.crc64(body, signal)).toBe(digests.crc64([bytes]))
      expect(await checksum.crc64(slice, signal)).toBe(digests.crc64([middle]))
      expect(await checksum.md5(slice, signal)).toBe(digests.md5([middle]))
    })

    it('mixes nothing up when asked for many at once', async () => {
      const checksum = await create()
      const digests = await createDigests()
      const seeds = [1, 2, 3, 4, 5, 6]

      const answers = await Promise.all(
        seeds.map((seed) => checksum.crc64(new Blob([testBytes(300_000, seed)]), signal)),
      )

      expect(answers).toEqual(seeds.map((seed) => digests.crc64([testBytes(300_000, seed)])))
    })

    it.each(['crc64', 'md5'] as const)('stops %s with the reason of its signal', async (digest) => {
      const checksum = await create()
      const controller = new AbortController()
      const reason = new Error('paused')
      const body = new Blob([testBytes(5_000_000)])

      const early = checksum[digest](body, AbortSignal.abort(reason))
      const late = checksum[digest](body, controller.signal)
      controller.abort(reason)

      await expect(early).rejects.toBe(reason)
      await expect(late).rejects.toBe(reason)
      expect(await checksum.crc64(new Blob(['123456789']), signal)).toBe('11051210869376104954')
    })
  })
}
