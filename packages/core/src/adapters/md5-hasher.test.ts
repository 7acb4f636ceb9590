import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Hasher } from './hasher.ts'
import { createPlainMd5 } from './md5-plain.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

describe('createMd5Hasher', () => {
  it('writes the digest as OSS writes an ETag', async () => {
    expect(hash(await load(), [encode('hello world')])).toBe('5EB63BBBE01EEED093CB22BB8F5ACDC3')
  })

  it('does the same where the page refuses WebAssembly', async () => {
    vi.stubGlobal('WebAssembly', { compile: () => Promise.reject(new Error('refused by CSP')) })

    expect(hash(await load(), [encode('hello world')])).toBe('5EB63BBBE01EEED093CB22BB8F5ACDC3')
  })

  it.each([0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 70_001])(
    'agrees with Node on %i bytes, in one piece and in many',
    async (length) => {
      const bytes = Uint8Array.from({ length }, (_, index) => index * 7)
      const pieces = [bytes.subarray(0, 10), bytes.subarray(10, 75), bytes.subarray(75)]
      const expected = createHash('md5').update(bytes).digest('hex')

      expect(hash(createPlainMd5(), [bytes])).toBe(expected)
      expect(hash(createPlainMd5(), pieces)).toBe(expected)
      expect(hash(await load(), pieces)).toBe(expected.toUpperCase())
    },
  )
})

async function load(): Promise<Hasher> {
  const { createMd5Hasher } = await import('./md5-hasher.ts')
  return createMd5Hasher()
}

function hash(hasher: Hasher, pieces: readonly Uint8Array[]): string {
  for (const piece of pieces) hasher.update(piece)
  return hasher.digest()
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
