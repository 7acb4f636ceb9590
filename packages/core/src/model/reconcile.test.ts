import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planEvenParts, type StoredPart } from './part.ts'
import { reconcile } from './reconcile.ts'

const plan = planEvenParts(250, 100)

describe('reconcile', () => {
  it('sends everything when nothing is stored', () => {
    expect(reconcile(plan, [], new Map())).toEqual({ reuse: [], verify: [], send: [1, 2, 3] })
  })

  it('reuses what this page sent itself and the storage still holds', () => {
    const stored = [createPart(1), createPart(3, { size: 50 })]

    expect(reconcile(plan, stored, sentBefore(1, 3))).toEqual({
      reuse: stored,
      verify: [],
      send: [2],
    })
  })

  it('has the file read again for what an earlier visit sent', () => {
    const stored = [createPart(2)]

    expect(reconcile(plan, stored, new Map())).toEqual({ reuse: [], verify: stored, send: [1, 3] })
  })

  it('sends a part again whose size does not fit the plan', () => {
    const stored = [createPart(1, { size: 99 }), createPart(3, { size: 100 })]

    expect(reconcile(plan, stored, sentBefore(1, 3)).send).toEqual([1, 2, 3])
  })

  it('sends a part again that the storage tells nothing of', () => {
    const stored = [createPart(1, { crc64: null, etag: null })]

    expect(reconcile(plan, stored, sentBefore(1)).send).toEqual([1, 2, 3])
  })

  it('compares ETags where the CRC is hidden', () => {
    const same = createPart(1, { crc64: null })
    const other = createPart(2, { crc64: null, etag: 'OTHER' })

    expect(reconcile(plan, [same, other], sentBefore(1, 2))).toEqual({
      reuse: [same],
      verify: [other],
      send: [3],
    })
  })

  it('trusts no ETag where the CRC differs', () => {
    const damaged = createPart(1, { crc64: '666' })

    expect(reconcile(plan, [damaged], sentBefore(1)).reuse).toEqual([])
  })

  it('ignores parts that the plan does not know', () => {
    expect(reconcile(plan, [createPart(4)], sentBefore(4))).toEqual({
      reuse: [],
      verify: [],
      send: [1, 2, 3],
    })
  })

  it('puts every part of the plan into exactly one list', () => {
    const part = fc.record({
      number: fc.integer({ min: 1, max: 5 }),
      size: fc.constantFrom(50, 100),
      etag: fc.constantFrom(null, 'E1', 'E2'),
      crc64: fc.constantFrom(null, '1', '2'),
    })
    const parts = fc.uniqueArray(part, { selector: ({ number }) => number })
    fc.assert(
      fc.property(parts, fc.subarray([1, 2, 3]), (stored, sent) => {
        const { reuse, verify, send } = reconcile(plan, stored, sentBefore(...sent))
        const numbers = [...reuse, ...verify].map(({ number }) => number)

        expect([...numbers, ...send].toSorted((a, b) => a - b)).toEqual([1, 2, 3])
      }),
    )
  })
})

function createPart(number: number, changes: Partial<StoredPart> = {}): StoredPart {
  return { number, size: 100, etag: `E${number}`, crc64: String(number), ...changes }
}

function sentBefore(...numbers: readonly number[]) {
  return new Map(
    numbers.map((number) => [number, { crc64: String(number), etag: `E${number}` }] as const),
  )
}
