import fc, { type Arbitrary } from 'fast-check'
import {
  deedChoices,
  deedWeights,
  settingsChoices,
  waitChoices,
  type ChoicesOf,
} from '../simulation/script-choices.ts'
import type { Deeds, Script, Settings, Step } from '../simulation/script.ts'

/** Any script. Shrinks to the fewest steps that still break a promise. */
export function arbitraryScript(): Arbitrary<Script> {
  return fc.record({
    // It decides about chance: a smaller one is not a simpler one.
    seed: fc.noShrink(fc.nat()),
    settings: arbitraryRecord<Settings>(settingsChoices),
    steps: fc.array(arbitraryStep(), { minLength: 1, maxLength: 22, size: 'max' }),
  })
}

function arbitraryStep(): Arbitrary<Step> {
  const kinds = Object.keys(deedChoices) as (keyof Deeds)[] // `keys` forgets its argument's type.
  const steps = kinds.map((kind) => ({
    weight: deedWeights[kind],
    arbitrary: fc
      .tuple(fc.constantFrom(...waitChoices), arbitraryRecord<object>(deedChoices[kind]))
      .map(
        ([wait, fields]) => ({ do: kind, wait, ...fields }) as Step, // Its fields are those of its kind.
        (step) => {
          const { do: own, wait, ...fields } = step as Step
          if (own !== kind) throw new Error('A step of another kind.')
          return [wait, fields]
        },
      ),
  }))
  return fc.oneof(...steps)
}

function arbitraryRecord<Shape extends object>(choices: ChoicesOf<Shape>): Arbitrary<Shape> {
  const fields = Object.entries<readonly unknown[]>(choices).map(([field, values]) => [
    field,
    fc.constantFrom(...values),
  ])
  // Each field has one of the values of its own type.
  return fc.record(
    Object.fromEntries(fields) as Record<string, Arbitrary<unknown>>,
  ) as Arbitrary<unknown> as Arbitrary<Shape>
}
