import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { simulate } from './simulate.ts'
import { arbitraryScript } from './test-support/arbitrary-script.ts'
import { keepsPromises } from './test-support/keeps-promises.ts'

describe('simulate', () => {
  it('breaks no promise in a thousand seeds', async () => {
    await expect(keepsPromises(1, 1_000)).resolves.toBeUndefined()
  }, 300_000)

  it('breaks no promise in scripts that fast-check makes up', async () => {
    const keptPromises = fc.asyncProperty(arbitraryScript(), async (script) => {
      await simulate(script)
    })
    await expect(fc.assert(keptPromises, { numRuns: 200, seed: 1 })).resolves.toBeUndefined()
  }, 300_000)

  it('plays the same seed the same way', async () => {
    const [first, second] = [await simulate(7), await simulate(7)]
    expect(second).toEqual(first)
  })

  it('tells what happened so that a person can read it', async () => {
    const { story } = await simulate({
      seed: 1,
      settings: {
        hidden: 'nothing',
        partsAtOnce: 1,
        partSizes: [26 * 1024, 26 * 1024],
        small: 'whole',
        keys: 'named',
        confirm: false,
        storages: 'one',
        link: 'even',
        recuts: 'never',
      },
      steps: [
        { do: 'add', wait: 0, tab: 0, document: 1, variant: 'original' },
        { do: 'crash', wait: 60, tab: 0 },
      ],
    })
    const told = story.split('\n').map((line) => line.replace(/^ *[\d.]+ s +/, ''))
    expect(told).toEqual(
      expect.arrayContaining([
        'tab-1    » add(odd.bin v1)',
        'tab-1    “odd.bin” is uploading',
        'tab-1    » crashes',
        'tab-2    lists “odd.bin”, interrupted',
        'bucket   stores named/odd.bin, 79873 bytes',
        'tab-2    “odd.bin” is done',
      ]),
    )
  })
})
