import { describe, expect, it } from 'vitest'
import { ratiosOver, rowsOf } from './rows.ts'
import { sampleOf, sittingOf, workloadOf } from './test-samples.ts'

describe('rowsOf', () => {
  it('takes each driver from the latest sitting that has it, with the base of that sitting', () => {
    const first = sittingOf({
      'plain PUT': [sampleOf(100)],
      ours: [sampleOf(80)],
      tus: [sampleOf(90)],
    })
    const second = sittingOf({ 'plain PUT': [sampleOf(200)], ours: [sampleOf(100)] })
    const rows = rowsOf(workloadOf(['plain PUT', 'ours', 'tus']), [first, second])
    expect(rows.map(({ driver, ratio }) => [driver, ratio?.median])).toEqual([
      ['plain PUT', 1],
      ['ours', 0.5],
      ['tus', 0.9],
    ])
  })

  it('says why a driver gave no figures', () => {
    const sitting = sittingOf({ tus: [{ failed: 'It did not end.' }] })
    const [row] = rowsOf(workloadOf(['tus']), [sitting])
    expect(row).toMatchObject({ wall: null, failed: 'It did not end.' })
  })
})

describe('ratiosOver', () => {
  it('compares within each repetition, and leaves out one that somebody failed in', () => {
    const sitting = sittingOf({
      base: [sampleOf(100), { failed: 'It did not end.' }, sampleOf(400)],
      ours: [sampleOf(50), sampleOf(1), sampleOf(100)],
    })
    expect(ratiosOver(sitting, 'ours', 'base')).toEqual({ median: 0.375, min: 0.25, max: 0.5 })
  })

  it('takes off what is allowed on top', () => {
    const sitting = sittingOf({ base: [sampleOf(100)], ours: [sampleOf(120)] })
    expect(ratiosOver(sitting, 'ours', 'base', { allowance: 20 })?.median).toBe(1)
  })
})
