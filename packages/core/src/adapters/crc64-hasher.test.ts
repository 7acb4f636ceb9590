import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTableCrc64 } from './crc64-table.ts'
import type { Hasher } from './hasher.ts'

interface Vectors {
  readonly crc64: {
    readonly vectors: readonly { readonly text: string; readonly decimal: string }[]
  }
}

const file = new URL('../../../../docs/protocol/oss-vectors.json', import.meta.url)
const { crc64 } = JSON.parse(readFileSync(file, 'utf8')) as Vectors // Checked in beside the code.

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

describe('createCrc64Hasher', () => {
  it.each(crc64.vectors)('agrees with OSS by WebAssembly on "$text"', async ({ text, decimal }) => {
    expect(hash(await load(), text)).toBe(decimal)
  })

  it.each(crc64.vectors)('agrees with OSS by tables on "$text"', ({ text, decimal }) => {
    expect(hash(createTableCrc64(), text)).toBe(decimal)
  })

  it('uses tables where the page refuses WebAssembly', async () => {
    vi.stubGlobal('WebAssembly', { compile: () => Promise.reject(new Error('refused by CSP')) })

    expect(hash(await load(), '123456789')).toBe('11051210869376104954')
  })

  it('uses tables where there is no WebAssembly at all', async () => {
    vi.stubGlobal('WebAssembly', undefined)

    expect(hash(await load(), '123456789')).toBe('11051210869376104954')
  })

  it('keeps hashers apart that take turns', async () => {
    const { createCrc64Hasher } = await import('./crc64-hasher.ts')
    const [first, second] = [await createCrc64Hasher(), await createCrc64Hasher()]

    first.update(encode('12345'))
    second.update(encode('hello '))
    first.update(encode('6789'))
    second.update(encode('world'))

    expect(first.digest()).toBe('11051210869376104954')
    expect(second.digest()).toBe('5981764153023615706')
  })

  it('gives one result however the bytes are cut, by tables and by WebAssembly', async () => {
    const bytes = Uint8Array.from({ length: 100_003 }, (_, index) => (index * 31) >> 3)
    const whole = await load()
    whole.update(bytes)
    for (const size of [1, 7, 8, 4_096, 65_537]) {
      const [tables, wasm] = [createTableCrc64(), await load()]
      for (let start = 0; start < bytes.length; start += size) {
        tables.update(bytes.subarray(start, start + size))
        wasm.update(bytes.subarray(start, start + size))
      }
      expect([tables.digest(), wasm.digest()]).toEqual([whole.digest(), whole.digest()])
    }
  })
})

async function load(): Promise<Hasher> {
  const { createCrc64Hasher } = await import('./crc64-hasher.ts')
  return createCrc64Hasher()
}

function hash(hasher: Hasher, text: string): string {
  hasher.update(encode(text))
  return hasher.digest()
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
