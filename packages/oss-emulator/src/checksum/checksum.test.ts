import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { combineCrc64 } from './crc64.ts'
import { contentMd5Of, createDigester } from './digest.ts'
import { multipartETag } from './multipart-etag.ts'

const vectors = readVectors()

describe('createDigester', () => {
  it.each(vectors.crc64.vectors)('gives the published CRC-64 of "$text"', async (vector) => {
    expect((await digestOf(vector.text)).crc64).toBe(vector.decimal)
  })

  it.each(vectors.contentMd5.vectors)('gives the published MD5 of "$text"', async (vector) => {
    const { etag } = await digestOf(vector.text)

    expect(`"${etag}"`).toBe(vector.etag)
    expect(contentMd5Of(etag)).toBe(vector.contentMd5)
  })

  it('does not care how the bytes were cut', async () => {
    const digester = await createDigester()
    for (const letter of 'hello world') digester.update(Buffer.from(letter))

    expect(digester.finish()).toEqual(await digestOf('hello world'))
  })
})

describe('combineCrc64', () => {
  it.each(vectors.crc64.combine)('joins "$a" and "$b"', ({ a, crcA, crcB, lenB, combined }) => {
    const pieces = [
      { crc64: BigInt(crcA), size: a.length },
      { crc64: BigInt(crcB), size: lenB },
    ]

    expect(combineCrc64(pieces).toString()).toBe(combined)
  })

  it.each([1, 7, 100, 299])('joins pieces of %i bytes and a shorter last one', async (size) => {
    const bytes = Buffer.from('0123456789'.repeat(30))
    const pieces = []
    for (let start = 0; start < bytes.length; start += size) {
      const digest = await digestOf(bytes.subarray(start, start + size))
      pieces.push({ crc64: BigInt(digest.crc64), size: digest.size })
    }

    expect(combineCrc64(pieces).toString()).toBe((await digestOf(bytes)).crc64)
  })
})

describe('multipartETag', () => {
  it.each(vectors.multipartEtag.vectors)('gives $objectETag', ({ partETags, objectETag }) => {
    expect(multipartETag(partETags)).toBe(objectETag)
  })
})

async function digestOf(content: string | Uint8Array) {
  const digester = await createDigester()
  digester.update(Buffer.from(content))
  return digester.finish()
}

interface Vectors {
  crc64: {
    vectors: { text: string; decimal: string }[]
    combine: { a: string; b: string; crcA: string; crcB: string; lenB: number; combined: string }[]
  }
  contentMd5: { vectors: { text: string; contentMd5: string; etag: string }[] }
  multipartEtag: { vectors: { partETags: string[]; objectETag: string }[] }
}

function readVectors(): Vectors {
  const path = new URL('../../../../docs/protocol/oss-vectors.json', import.meta.url)
  // The file is ours and its shape is the one above.
  return JSON.parse(readFileSync(path, 'utf8')) as Vectors
}
