import { loopback } from './link-shape.ts'
import type { Sitting } from './results.ts'
import type { Outcome, Sample } from './sample.ts'
import type { Workload } from './workload.ts'

export function workloadOf(drivers: readonly string[]): Workload {
  const files = [{ name: 'big.bin', size: 100_000_000 }]
  return { id: 'big', title: 'Big', files, link: loopback, drivers }
}

export function sittingOf(outcomes: Readonly<Record<string, readonly Outcome[]>>): Sitting {
  return { workload: 'big', date: '2026-01-01', machine: 'A', shaping: 'none', outcomes }
}

export function sampleOf(wall: number, facts: Partial<Sample> = {}): Sample {
  return {
    wall,
    mainCpu: 100,
    workerCpu: 0,
    longestTask: 0,
    blockingTime: 0,
    heap: 0,
    buffers: 0,
    resident: 0,
    requests: 1,
    preflights: 0,
    sentTwice: 0,
    ...facts,
  }
}
