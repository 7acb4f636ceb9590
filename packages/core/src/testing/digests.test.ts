import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createDigests } from './digests.ts'
import { multipartEtag } from './memory-bucket.ts'

const vectors = readVectors()

describe('createDigests', () => {
  it.each(vectors.crc64.vectors)('gives the published CRC-64 of "$text"', async (vector) => {
    const digests = await createDigests()
    const bytes = new TextEncoder().encode(vector.text)

    expect(digests.crc64([bytes])).toBe(vector.decimal)
    expect(digests.crc64([bytes.subarray(0, 3), bytes.subarray(3)])).toBe(vector.decimal)
  })

  it.each(vectors.contentMd5.vectors)('gives the published MD5 of "$text"', async (vector) => {
    const digests = await createDigests()

    expect(`"${digests.md5([new TextEncoder().encode(vector.text)])}"`).toBe(vector.etag)
  })
})

describe('multipartEtag', () => {
  it.each(vectors.multipartEtag.vectors)('gives $objectETag', async (vector) => {
    expect(multipartEtag(vector.partETags, await createDigests())).toBe(vector.objectETag)
  })
})

interface Vectors {
  readonly crc64: { readonly vectors: readonly { text: string; decimal: string }[] }
  readonly contentMd5: { readonly vectors: readonly { text: string; etag: string }[] }
  readonly multipartEtag: {
    readonly vectors: readonly { partETags: readonly string[]; objectETag: string }[]
  }
}

function readVectors(): Vectors {
  const path = new URL('../../../../docs/protocol/oss-vectors.json', import.meta.url)
  // The file is ours, and its shape is the one above.
  return JSON.parse(readFileSync(path, 'utf8')) as Vectors
}
