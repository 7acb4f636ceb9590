import { createDigests } from './digests.ts'
import { createSimulatedWorld } from './simulation/create-simulated-world.ts'
import { playFinale } from './simulation/finale.ts'
import { Pace } from './simulation/pace.ts'
import { pageDeeds } from './simulation/page-deeds.ts'
import type { DeedTable, Deeds, Script, Step } from './simulation/script.ts'
import { Stage } from './simulation/stage.ts'
import { BrokenPromise } from './simulation/verdict.ts'
import { worldDeeds } from './simulation/world-deeds.ts'
import { writeScript } from './simulation/write-script.ts'

export interface SimulationReport {
  /** What happened, a line each. */
  readonly story: string
  /** How often virtual time moved on. */
  readonly events: number
  /** Virtual milliseconds. */
  readonly elapsed: number
}

/**
 * Plays a script of bad luck against real uploaders, storages and tabs in virtual time, and checks
 * every promise while it runs and when it is over. A number is the seed of a script; the same one
 * always plays out the same. Rejects with `BrokenPromise`, whose message tells the story.
 */
export async function simulate(scriptOrSeed: Script | number): Promise<SimulationReport> {
  const script = typeof scriptOrSeed === 'number' ? writeScript(scriptOrSeed) : scriptOrSeed
  const world = createSimulatedWorld(script, await createDigests())
  const pace = new Pace(world.clock, () => world.watch.look())
  const stage = new Stage(world)
  try {
    for (const step of script.steps) {
      await pace.pass(step.wait)
      await perform(stage, step)
      await pace.settle()
    }
    await playFinale(stage, pace)
  } catch (thrown) {
    throw explain(thrown, script, world.story.toString())
  } finally {
    for (const page of world.pages) page.die()
    world.network.breakConnections()
    pace.stop()
  }
  return {
    story: world.story.toString(),
    events: pace.events,
    elapsed: world.clock.elapsed(),
  }
}

async function perform(stage: Stage, step: Step): Promise<void> {
  const deeds: DeedTable<keyof Deeds> = { ...pageDeeds, ...worldDeeds }
  // The table has for each kind of step the function that takes its fields.
  const deed = deeds[step.do] as (stage: Stage, step: Step) => void | Promise<void>
  await deed(stage, step)
}

function explain(thrown: unknown, script: Script, story: string): BrokenPromise {
  const { promise, message } =
    thrown instanceof BrokenPromise
      ? thrown
      : { promise: 'the simulation comes to an end', message: String(thrown) }
  const { seed, settings, steps } = script
  const told = [
    `Seed ${seed} breaks a promise: ${promise}.`,
    message,
    '',
    story,
    '',
    'The script, to be kept in a simulate.regressions.*.test.ts:',
    `{ seed: ${seed}, settings: ${JSON.stringify(settings)}, steps: [`,
    ...steps.map((step) => `  ${JSON.stringify(step)},`),
    '] }',
  ]
  return new BrokenPromise(promise, told.join('\n'))
}
