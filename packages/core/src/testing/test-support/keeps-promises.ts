import fc from 'fast-check'
import { simulate } from '../simulate.ts'
import { writeScript } from '../simulation/write-script.ts'
import { arbitraryScript } from './arbitrary-script.ts'

/**
 * Plays seeds one after the other. The first one that breaks a promise is shrunk, and rejects with
 * the shortest story that still breaks one.
 */
export async function keepsPromises(firstSeed: number, count: number): Promise<void> {
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1)
    if (!(await holds(seed))) await shrink(seed)
}

function holds(seed: number): Promise<boolean> {
  return simulate(seed).then(
    () => true,
    () => false,
  )
}

async function shrink(seed: number): Promise<never> {
  const property = fc.asyncProperty(
    arbitraryScript(),
    async (script) => void (await simulate(script)),
  )
  const { errorInstance, counterexample } = await fc.check(property, {
    examples: [[writeScript(seed)]],
    numRuns: 1,
  })
  throw errorInstance instanceof Error ? errorInstance : new Error(JSON.stringify(counterexample))
}
