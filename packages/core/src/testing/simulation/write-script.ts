import { createRandom, type Random } from './random.ts'
import {
  deedChoices,
  deedWeights,
  settingsChoices,
  waitChoices,
  type ChoicesOf,
} from './script-choices.ts'
import type { Deeds, Script, Step } from './script.ts'

const fewestSteps = 4
const mostSteps = 22

/** The script of a seed: always the same. */
export function writeScript(seed: number): Script {
  const random = createRandom(seed)
  const { link, recuts, ...choices } = settingsChoices
  // By chance of their own: what else happens does not depend on them.
  const settings = { ...draw(choices, random), ...draw({ link, recuts }, createRandom(~seed)) }
  const count = fewestSteps + random.below(mostSteps - fewestSteps + 1)
  // Nothing happens before somebody adds a file.
  const first: Step = { do: 'add', wait: 0, ...draw(deedChoices.add, random) }
  const others = Array.from({ length: count - 1 }, () => drawStep(random))
  return { seed, settings, steps: [first, ...others] }
}

/** Every deed as often as it weighs. */
const deeds: readonly (keyof Deeds)[] = namesOf(deedWeights).flatMap((kind) =>
  Array.from({ length: deedWeights[kind] }, () => kind),
)

function drawStep(random: Random): Step {
  const kind = deeds[random.below(deeds.length)] ?? 'visit'
  const choices: ChoicesOf<object> = deedChoices[kind]
  const step: object = { do: kind, wait: random.oneOf(waitChoices), ...draw(choices, random) }
  return step as Step // Its fields are those of its kind.
}

function draw<Shape extends object>(choices: ChoicesOf<Shape>, random: Random): Shape {
  const fields = namesOf(choices).map((field): [PropertyKey, unknown] => [
    field,
    random.oneOf<unknown>(choices[field]),
  ])
  return Object.fromEntries(fields) as Shape // Each field has one of the values of its own type.
}

function namesOf<Shape extends object>(shape: Shape): readonly (keyof Shape)[] {
  return Object.keys(shape) as (keyof Shape)[] // `keys` forgets its argument's type.
}
