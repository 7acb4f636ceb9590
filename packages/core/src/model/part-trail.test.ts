import { describe, expect, it } from 'vitest'
import { PartTrail } from './part-trail.ts'

describe('PartTrail', () => {
  it('tells what had left by any moment', () => {
    const trail = new PartTrail({ number: 1, size: 1_000 }, 0)
    for (const now of [100, 200, 300]) trail.moved(now, now)

    expect([50, 100, 299, 300, 900].map((moment) => trail.sentBy(moment))).toEqual([
      0, 100, 200, 300, 300,
    ])
  })

  it('is as coarse as a sixtieth of its length, however long it gets', () => {
    const trail = new PartTrail({ number: 1, size: 1e9 }, 0)
    for (let now = 10; now <= 1_000_000; now += 10) trail.moved(now, now)

    for (let moment = 100_000; moment <= 1_000_000; moment += 1_234)
      expect(moment - trail.sentBy(moment)).toBeLessThan(1_000_000 / 30)
  })

  it('remembers when the last byte left, and how long the answer took', () => {
    const trail = new PartTrail({ number: 1, size: 1_000 }, 100)
    trail.moved(400, 300)
    trail.moved(1_000, 500)
    trail.moved(1_000, 600)

    expect(trail.allSentAt).toBe(500)
    expect(trail.storedAt(650)).toEqual({ size: 1_000, duration: 550, answer: 150 })
  })

  it('says nothing of a part during which the page stood still', () => {
    const trail = new PartTrail({ number: 1, size: 1_000 }, 0)
    trail.moved(400, 300)
    trail.restart(90_000)

    expect(trail.startedAt).toBe(90_000)
    expect(trail.sentBy(90_000)).toBe(400)
    expect(trail.storedAt(91_000)).toBeNull()
  })
})
