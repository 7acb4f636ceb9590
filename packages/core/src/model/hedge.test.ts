import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseHedge, type HedgeQuestion, type PartInFlight } from './hedge.ts'

const MB = 1_000_000

describe('chooseHedge', () => {
  it('sends a part again that goes at a tenth of the usual rate', () => {
    expect(ask({ inFlight: [steady({ number: 7, rate: 1.6 * MB, age: 1_000 })] })).toEqual({
      number: 7,
      how: 'beside',
      bytes: 8 * MB,
    })
  })

  it('leaves a part alone that goes at half the usual rate', () => {
    expect(ask({ inFlight: [steady({ rate: 8 * MB, age: 900 })] })).toBeNull()
  })

  it('leaves a slow part alone that ends sooner than it could be sent again', () => {
    const nearlyThere = steady({ rate: 1.6 * MB, age: 4_900 })

    expect(ask({ inFlight: [nearlyThere] })).toBeNull()
  })

  it('sees a connection that was fast and turns slow', () => {
    const turned = { ...steady({ rate: 0, age: 1_200 }), sentBy: turnsSlow }

    expect(ask({ inFlight: [turned], now: 450 })).toBeNull()
    expect(ask({ inFlight: [turned], now: 1_000 })).toMatchObject({ how: 'beside' })

    function turnsSlow(moment: number): number {
      return 16_000 * Math.min(moment, 200) + 1_600 * Math.max(0, moment - 200)
    }
  })

  it('waits three times as long as usual for an answer, and as long as the part would take', () => {
    const silent = { ...steady({ rate: 16 * MB, age: 500 }), allSentAt: 500 }
    const typical = { bytesPerSecond: 4 * MB, answer: 400 }

    expect(ask({ inFlight: [silent], typical, now: 2_450 })).toBeNull()
    expect(ask({ inFlight: [silent], typical, now: 2_550 })).toMatchObject({ how: 'beside' })
  })

  it('sends nothing twice for hitches, nor to save less than a second', () => {
    const typical = { bytesPerSecond: 160 * MB, answer: 10 }
    const silent = { ...steady({ rate: 160 * MB, age: 50 }), allSentAt: 0 }

    expect(ask({ inFlight: [silent], typical, now: 740 })).toBeNull()
    expect(ask({ inFlight: [silent], typical, now: 760 })).toMatchObject({ how: 'beside' })
    expect(ask({ inFlight: [steady({ rate: 10 * MB, age: 550 })], typical })).toBeNull()
    expect(ask({ inFlight: [steady({ rate: 3 * MB, age: 550 })], typical })).not.toBeNull()
  })

  it('gives a part of which nothing is seen three times its usual time', () => {
    expect(ask({ inFlight: [steady({ rate: 0, age: 1_400 })] })).toBeNull()
    expect(ask({ inFlight: [steady({ rate: 0, age: 1_600 })] })).toMatchObject({ how: 'beside' })
  })

  it('stops the slow sending first while no connection is idle, which costs what it has sent', () => {
    const slow = steady({ number: 2, rate: 1.6 * MB, age: 1_000 })

    expect(ask({ inFlight: [slow], hasIdleConnection: false })).toEqual({
      number: 2,
      how: 'instead',
      bytes: 1.6 * MB,
    })
  })

  it('takes the one that would end last', () => {
    const inFlight = [
      steady({ number: 1, rate: 3 * MB, age: 1_000 }),
      steady({ number: 2, rate: 1 * MB, age: 1_000 }),
      steady({ number: 3, rate: 2 * MB, age: 1_000 }),
    ]

    expect(ask({ inFlight })).toMatchObject({ number: 2 })
  })

  it('takes slowness of most connections for the link, which sending more would not widen', () => {
    const inFlight = [1, 2, 3, 4].map((number) => steady({ number, rate: MB, age: 1_000 }))

    expect(ask({ inFlight })).toBeNull()
    expect(ask({ inFlight: inFlight.slice(1) })).not.toBeNull()
  })

  it('takes the small share of a full link for what it is while all connections are busy', () => {
    // Seen on 10 MB/s that six connections shared: none of them was bad.
    const inFlight = [976, 1674, 1018, 3050, 496, 2575].map((kB, number) =>
      steady({ number, rate: kB * 1000, age: 3_000 }),
    )
    const typical = { bytesPerSecond: 2.7 * MB, answer: 450 }

    expect(ask({ inFlight, typical, hasIdleConnection: false })).toBeNull()
    expect(ask({ inFlight, typical, hasIdleConnection: true })).toMatchObject({ number: 4 })
  })

  it('leaves two bad connections of six, one after the other', () => {
    const inFlight = [16, 16, 1.6, 16, 1.2, 16].map((rate, number) =>
      steady({ number, rate: rate * MB, age: number === 2 || number === 4 ? 1_000 : 490 }),
    )

    expect(ask({ inFlight, hasIdleConnection: false })).toMatchObject({ number: 4, how: 'instead' })
    expect(ask({ inFlight: inFlight.toSpliced(4, 1), hasIdleConnection: false })).toMatchObject({
      number: 2,
      how: 'instead',
    })
  })

  it('waits with the rest while a link as a whole has turned slow', () => {
    const inFlight = [0.4, 0.4, 0.25, 0.25, 0.7, 0.05].map((rate, number) =>
      steady({ number, rate: rate * MB, age: 2_000 }),
    )

    expect(ask({ inFlight, hasIdleConnection: false })).toBeNull()
  })

  it('knows nothing until parts were stored', () => {
    expect(ask({ inFlight: [steady({ rate: MB, age: 9_000 })], typical: null })).toBeNull()
  })

  it('never spends more than the budget, nor anything on what still moves at a third of the usual', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ rate: fc.nat(20 * MB), age: fc.nat(20_000) }), { maxLength: 6 }),
        fc.nat(10 * MB),
        fc.boolean(),
        (flights, budget, hasIdleConnection) => {
          const inFlight = flights.map((flight, index) => steady({ number: index, ...flight }))
          const hedge = ask({ inFlight, budget, hasIdleConnection })
          expect(hedge?.bytes ?? 0).toBeLessThanOrEqual(budget)
          const isMoving = hedge && inFlight[hedge.number]?.allSentAt === null
          expect((isMoving && flights[hedge.number]?.rate) || 0).toBeLessThanOrEqual((16 * MB) / 3)
        },
      ),
    )
  })
})

/** Usually 16 MB/s: half a second a part. */
function ask(question: Partial<HedgeQuestion>): ReturnType<typeof chooseHedge> {
  return chooseHedge({
    now: 0,
    inFlight: [],
    typical: { bytesPerSecond: 16 * MB, answer: 40 },
    connections: 6,
    hasIdleConnection: true,
    budget: 100 * MB,
    ...question,
  })
}

/** Under way since `age` milliseconds before 0, at this many bytes a second. */
function steady({
  number = 1,
  rate,
  age,
}: {
  readonly number?: number
  readonly rate: number
  readonly age: number
}): PartInFlight {
  const size = 8 * MB
  const sentBy = (moment: number) => Math.min(size, (rate * Math.max(0, moment + age)) / 1000)
  const allSentAt = sentBy(0) < size ? null : (size / rate) * 1000 - age
  return { number, size, startedAt: -age, sentBy, allSentAt }
}
