import { describe, expect, it } from 'vitest'
import { createTokenBucket } from './token-bucket.ts'

describe('createTokenBucket', () => {
  it('asks for exactly the time that the rate needs', () => {
    const { bucket } = setUp(1000)

    expect(bucket.take(100)).toBe(100)
    expect(bucket.take(50)).toBe(150)
  })

  it('lets nobody save up tokens for a burst', () => {
    const { bucket, pass } = setUp(1000)
    bucket.take(100)
    pass(60_000)

    expect(bucket.take(100)).toBe(100)
  })

  it('shares the rate among all who take', () => {
    const { bucket, pass } = setUp(1000)
    const takers = [bucket.take(100), bucket.take(100), bucket.take(100)]
    pass(300)

    expect(takers).toEqual([100, 200, 300])
    expect(bucket.take(100)).toBe(100)
  })
})

function setUp(tokensPerSecond: number) {
  let now = 5000
  return {
    bucket: createTokenBucket(tokensPerSecond, () => now),
    pass: (milliseconds: number) => {
      now += milliseconds
    },
  }
}
