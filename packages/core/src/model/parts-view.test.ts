import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planEvenParts, recutFrom } from './part.ts'
import { PartStates, type PartProgress } from './parts-view.ts'

describe('PartStates of another tab', () => {
  it('shows the same parts', () => {
    const states = new PartStates(planEvenParts(10, 4))
    states.stored(1, 'reused')
    states.progressed(2, 3)
    states.repeated(3)

    const copy = PartStates.from(structuredClone(states.copy()))
    const [one, other] = [states.view(), copy?.view()]

    for (const index of [0, 1, 2]) expect(other?.at(index)).toEqual(one.at(index))
    expect(copy?.sentBytes).toBe(states.sentBytes)
  })

  it.each([
    ['a state that nobody knows', { state: Uint8Array.of(0, 9, 0) }],
    ['more bytes than a part has', { sent: Float64Array.of(0, 5, 0) }],
    ['fewer parts than planned', { sent: new Float64Array(2) }],
  ])('is not believed with %s', (_what, change) => {
    const copy = new PartStates(planEvenParts(10, 4)).copy()

    expect(PartStates.from({ ...copy, ...change })).toBeUndefined()
  })
})

describe('PartStates', () => {
  it('begins with every part waiting', () => {
    const states = new PartStates(planEvenParts(250, 100))

    expect(partsOf(states)).toEqual(
      [100, 100, 50].map((size, index) => ({
        number: index + 1,
        state: 'waiting',
        sentBytes: 0,
        size,
        repeats: 0,
      })),
    )
  })

  it('tells sent, stored and reused parts apart', () => {
    const states = new PartStates(planEvenParts(250, 100))

    states.progressed(1, 40)
    states.stored(2)
    states.stored(3, 'reused')

    expect(partsOf(states).map(({ state, sentBytes }) => [state, sentBytes])).toEqual([
      ['sending', 40],
      ['stored', 100],
      ['reused', 50],
    ])
    expect(states).toMatchObject({ sentBytes: 190, storedParts: 2, reusedParts: 1 })
  })

  it('takes back the bytes of a part that has to be sent again, and counts it', () => {
    const states = new PartStates(planEvenParts(250, 100))
    states.stored(1)

    states.repeated(1)
    states.progressed(1, 10)
    states.repeated(1)

    expect(states.view().at(0)).toMatchObject({ state: 'waiting', sentBytes: 0, repeats: 2 })
    expect(states).toMatchObject({ sentBytes: 0, storedParts: 0 })
  })

  it('counts no more bytes than the part has', () => {
    const states = new PartStates(planEvenParts(250, 100))

    states.progressed(3, 1_000)

    expect(states.sentBytes).toBe(50)
  })

  it('drops progress that arrives after the part was stored', () => {
    const states = new PartStates(planEvenParts(250, 100))
    states.stored(1)

    states.progressed(1, 40)

    expect(states).toMatchObject({ sentBytes: 100, storedParts: 1 })
  })

  it('gives a new view with a higher version after a change', () => {
    const states = new PartStates(planEvenParts(250, 100))
    const before = states.view()

    states.stored(1)

    expect(states.view()).not.toBe(before)
    expect(states.view().version).toBeGreaterThan(before.version)
  })

  it.each([-1, 3, 0.5])('has no part at index %d of three', (index) => {
    expect(() => new PartStates(planEvenParts(250, 100)).view().at(index)).toThrow(RangeError)
  })

  it('sums up 10,000 parts right after any events', () => {
    const plan = planEvenParts(9_999 * 100 + 7, 100)
    const number = fc.integer({ min: 1, max: plan.partCount })
    const event = fc.record({
      number: fc.oneof(number, fc.integer({ min: 9_990, max: 10_000 })),
      type: fc.constantFrom('progressed', 'stored', 'reused', 'repeated'),
      sentBytes: fc.nat(120),
    })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), (events) => {
        const states = new PartStates(plan)
        for (const { number: part, type, sentBytes } of events) {
          if (type === 'progressed') states.progressed(part, sentBytes)
          else if (type === 'repeated') states.repeated(part)
          else states.stored(part, type === 'reused' ? 'reused' : 'stored')
        }

        const parts = partsOf(states)
        const reused = parts.filter(({ state }) => state === 'reused').length
        const stored = parts.filter(({ state }) => state === 'stored').length
        expect(states.sentBytes).toBe(parts.reduce((sum, part) => sum + part.sentBytes, 0))
        expect(states).toMatchObject({ storedParts: stored + reused, reusedParts: reused })
      }),
      { numRuns: 30 },
    )
  })

  it('keeps what is stored and under way when the rest is cut anew', () => {
    const plan = planEvenParts(250, 100)
    const states = new PartStates(plan)
    const before = states.view()
    states.stored(1)
    states.progressed(2, 30)

    states.recut(recutFrom(plan, 3, 20))

    expect(states.view().count).toBe(5)
    expect(states.view().version).toBeGreaterThan(before.version)
    expect(partsOf(states).map(({ state, sentBytes, size }) => [state, sentBytes, size])).toEqual([
      ['stored', 100, 100],
      ['sending', 30, 100],
      ['waiting', 0, 20],
      ['waiting', 0, 20],
      ['waiting', 0, 10],
    ])
    expect(PartStates.from(states.copy())?.sentBytes).toBe(130)
  })

  it('are copied as they are cut when there are fewer than before', () => {
    const plan = planEvenParts(400, 100)
    const states = new PartStates(plan)

    states.recut(recutFrom(plan, 2, 300))

    expect(states.copy().state).toHaveLength(2)
    expect(PartStates.from(states.copy())?.plan.partCount).toBe(2)
  })

  it('copies nothing to make a view, however many parts there are', () => {
    const states = new PartStates(planEvenParts(10_000, 1))
    const early = states.view()

    states.stored(10_000)

    expect(early.at(9_999).state).toBe('stored')
  })
})

function partsOf(states: PartStates): readonly PartProgress[] {
  const view = states.view()
  return Array.from({ length: view.count }, (_, index) => view.at(index))
}
