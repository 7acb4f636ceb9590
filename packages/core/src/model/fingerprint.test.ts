import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identityOf, sampleRanges } from './fingerprint.ts'

const sample = 64 * 1024

describe('sampleRanges', () => {
  it.each([0, 1, 3 * sample])('reads all of a file of %i bytes', (size) => {
    expect(sampleRanges(size)).toEqual([[0, size]])
  })

  it('reads begin, middle and end of a larger one', () => {
    expect(sampleRanges(10 * sample)).toEqual([
      [0, sample],
      [4.5 * sample, 5.5 * sample],
      [9 * sample, 10 * sample],
    ])
  })

  it('never reads a byte twice or outside of the file', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (size) => {
        let read = 0
        for (const [start, end] of sampleRanges(size)) {
          expect(start).toBeGreaterThanOrEqual(read)
          expect(end).toBeGreaterThanOrEqual(start)
          read = end
        }
        expect(read).toBe(size)
      }),
    )
  })
})

describe('identityOf', () => {
  const file = { name: 'a.zip', size: 9, type: '', lastModified: 1, relativePath: '' }
  const identity = identityOf('bucket', 'group', file)

  it('finds the same file again, whatever type the browser gives it', () => {
    expect(identityOf('bucket', 'group', { ...file, type: 'application/zip' })).toBe(identity)
  })

  it.each([
    ['another bucket', identityOf('other', 'group', file)],
    ['another group', identityOf('bucket', 'other', file)],
    ['another name', identityOf('bucket', 'group', { ...file, name: 'b.zip' })],
    ['another folder', identityOf('bucket', 'group', { ...file, relativePath: 'x/a.zip' })],
    ['another size', identityOf('bucket', 'group', { ...file, size: 10 })],
    ['another time', identityOf('bucket', 'group', { ...file, lastModified: 2 })],
    [
      'a name that runs into the group',
      identityOf('bucket', 'group","a', { ...file, name: 'zip' }),
    ],
  ])('tells %s apart', (_what, other) => {
    expect(other).not.toBe(identity)
  })
})
