import { describe, expect, it } from 'vitest'
import { createTestFile, testBytes } from './test-files.ts'

describe('createTestFile', () => {
  it('gives the same bytes and facts for the same options', async () => {
    const options = { name: '报告.zip', size: 1_001, seed: 7, lastModified: 5 }
    const [first, second] = [createTestFile(options), createTestFile(options)]

    expect(await first.arrayBuffer()).toEqual(await second.arrayBuffer())
    expect(first).toMatchObject({ name: '报告.zip', size: 1_001, lastModified: 5 })
  })

  it('gives other bytes for another seed, and no part twice', () => {
    const bytes = testBytes(400_000)

    expect(testBytes(400_000, 2)).not.toEqual(bytes)
    expect(bytes.subarray(0, 100_000)).not.toEqual(bytes.subarray(100_000, 200_000))
    expect(new Set(bytes).size).toBe(256)
  })

  it('may be empty', () => {
    expect(createTestFile({ size: 0 }).size).toBe(0)
  })
})
