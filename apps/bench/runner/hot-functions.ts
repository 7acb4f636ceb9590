import type { CpuProfile } from './chromium.ts'

export interface HotFunction {
  readonly name: string
  /** Milliseconds in the function itself. */
  readonly self: number
}

/** The functions that used most of the main thread themselves, most first. */
export function hotFunctions({ nodes, samples, timeDeltas }: CpuProfile): readonly HotFunction[] {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, lineNumber } }) => [
      id,
      `${functionName || 'anonymous'}:${lineNumber + 1}`,
    ]),
  )
  const times = new Map<string, number>()
  for (const [index, id] of samples.entries()) {
    const name = names.get(id) ?? ''
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0) / 1000)
  }
  return [...times]
    .map(([name, self]) => ({ name, self }))
    .filter(({ name }) => !/^\((?:idle|root)\)/.test(name))
    .sort((a, b) => b.self - a.self)
}
