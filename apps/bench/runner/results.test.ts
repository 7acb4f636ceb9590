import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { addSitting, readResults, type Sitting, writeResults } from './results.ts'

describe('addSitting', () => {
  it('keeps what was not measured again, with the base that its ratios were taken over', () => {
    const first = sittingOf('big', ['plain PUT', 'ours', 'tus'])
    const second = sittingOf('big', ['plain PUT', 'ours'])
    expect(addSitting([first], second)).toEqual([first, second])
  })

  it('forgets a sitting whose drivers were all measured again', () => {
    const first = sittingOf('big', ['plain PUT', 'ours'])
    const second = sittingOf('big', ['plain PUT', 'ours', 'tus'])
    expect(addSitting([first], second)).toEqual([second])
  })

  it('leaves other workloads alone', () => {
    const other = sittingOf('small', ['ours'])
    expect(addSitting([other], sittingOf('big', ['ours']))).toContain(other)
  })
})

describe('writeResults', () => {
  it('writes what readResults reads', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'bench-results-'))
    const file = path.join(folder, 'results.json')
    const results = { versions: ['tus 4'], sittings: [sittingOf('big', ['ours', 'tus'])] }

    expect(await readResults(file)).toEqual({ versions: [], sittings: [] })
    await writeResults(file, results)
    expect(await readResults(file)).toEqual(results)

    await rm(folder, { recursive: true })
  })
})

function sittingOf(workload: string, drivers: readonly string[]): Sitting {
  const run = { failed: 'It did not end.' }
  const outcomes = Object.fromEntries(drivers.map((driver) => [driver, [run, run]]))
  return { workload, date: '2026-01-01', machine: 'A', shaping: 'none', outcomes }
}
