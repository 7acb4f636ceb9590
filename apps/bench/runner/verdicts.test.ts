import { describe, expect, it } from 'vitest'
import { rowsOf } from './rows.ts'
import type { Outcome } from './sample.ts'
import { sampleOf, sittingOf, workloadOf } from './test-samples.ts'
import { verdictsOf } from './verdicts.ts'

describe('verdictsOf', () => {
  it('says that a target was missed, and by what', () => {
    expect(judge({ 'plain PUT': [sampleOf(100)], ours: [sampleOf(80)] })).toContainEqual({
      sentence: 'ours at most 0.70 of plain PUT: 0.80',
      isMet: false,
    })
  })

  it('compares with the fastest peer, not with bare requests', () => {
    const verdicts = judge({
      'plain PUT': [sampleOf(10)],
      ours: [sampleOf(80)],
      'Uppy 6': [sampleOf(100)],
      tus: [sampleOf(200)],
    })
    expect(verdicts).toContainEqual({
      sentence: 'ahead of every peer: 0.80 of Uppy 6, the fastest',
      isMet: true,
    })
  })

  it('takes a difference inside the spread for none', () => {
    const verdicts = judge({
      ours: [sampleOf(99), sampleOf(102), sampleOf(103)],
      tus: [sampleOf(100), sampleOf(100), sampleOf(100)],
    })
    expect(verdicts).toContainEqual({
      sentence: 'ahead of every peer: 1.02 of tus, the fastest (within the spread)',
      isMet: true,
    })
  })

  it('is behind a peer that was faster in all repetitions', () => {
    const verdicts = judge({
      ours: [sampleOf(110), sampleOf(120)],
      tus: [sampleOf(90), sampleOf(100)],
    })
    expect(verdicts.find(({ sentence }) => sentence.startsWith('ahead'))?.isMet).toBe(false)
  })

  it('judges the longest task by the median run', () => {
    const tasks = [0, 60, 70].map((longestTask) => sampleOf(100, { longestTask }))
    expect(judge({ ours: tasks })).toContainEqual({
      sentence: 'no task of the main thread above 50 ms: 60 ms',
      isMet: false,
    })
  })
})

function judge(outcomes: Readonly<Record<string, readonly Outcome[]>>) {
  const workload = {
    ...workloadOf(Object.keys(outcomes)),
    target: { driver: 'ours', base: 'plain PUT', ratio: 0.7 },
  }
  return verdictsOf(workload, rowsOf(workload, [sittingOf(outcomes)]))
}
