import { parseArgs } from 'node:util'
import type { Workload } from './workload.ts'
import { workloads } from './workloads.ts'

export interface BenchArguments {
  readonly chosen: readonly Workload[]
  readonly repetitions: number
  readonly drivers: readonly string[] | null
  /** Also say where the main thread's time goes; measuring it takes time itself. */
  readonly profile: boolean
}

/** `--only big,small --reps 5 --drivers "ours,Uppy 6" --profile`. Throws with a sentence for what is unknown. */
export function parseArguments(args: readonly string[]): BenchArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      reps: { type: 'string' },
      drivers: { type: 'string' },
      profile: { type: 'boolean', default: false },
    },
  })
  const repetitions = Number(values.reps ?? 3)
  if (!Number.isInteger(repetitions) || repetitions < 1)
    throw new Error(`"--reps ${values.reps}" is not a number of repetitions.`)
  const wanted = values.only?.split(',')
  const unknown = wanted?.find((id) => !workloads.some((workload) => workload.id === id))
  if (unknown) {
    const known = workloads.map(({ id }) => id).join(', ')
    throw new Error(`There is no workload "${unknown}". Choose from ${known}.`)
  }
  return {
    chosen: workloads.filter(({ id }) => !wanted || wanted.includes(id)),
    repetitions,
    drivers: values.drivers?.split(',') ?? null,
    profile: values.profile,
  }
}
