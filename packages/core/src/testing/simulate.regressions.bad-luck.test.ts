import { describe, expect, it } from 'vitest'
import { simulate } from './simulate.ts'
import { usualSettings, type KeptScript } from './test-support/kept-script.ts'

/** Sleep, and answers that came at the wrong moment. */
const scripts: readonly KeptScript[] = [
  {
    wrong: 'eight hours of sleep used up the patience with the network',
    seed: 26,
    settings: {
      ...usualSettings,
      hidden: 'crc64',
      partsAtOnce: 3,
      partSizes: [26624, 32768],
      keys: 'named',
      confirm: true,
      storages: 'two',
    },
    steps: [
      { do: 'add', wait: 60, tab: 0, document: 2, variant: 'otherSize' },
      { do: 'sleep', wait: 80, milliseconds: 28800000 },
    ],
  },
  {
    wrong: 'sleep before the first request used up the patience, too',
    seed: 5922,
    settings: { ...usualSettings, partSizes: [26624, 32768], keys: 'named', confirm: true },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 1, variant: 'sampledLookAlike' },
      { do: 'sleep', wait: 0, milliseconds: 28800000 },
      { do: 'refuse', wait: 3, op: 'open', code: 'timed-out', skip: 0, times: 4 },
      { do: 'powerCut', wait: 120000 },
    ],
  },
  {
    wrong: 'a journal was written off because the machine had slept',
    seed: 31002,
    settings: { ...usualSettings, hidden: 'both', confirm: true },
    steps: [
      { do: 'add', wait: 45, tab: 0, document: 0, variant: 'renamed' },
      { do: 'loseAnswer', wait: 2, op: 'sendPart', skip: 2 },
      { do: 'addAll', wait: 250, tab: 0 },
      { do: 'visit', wait: 8, tab: 2 },
      { do: 'sleep', wait: 100, milliseconds: 28800000 },
      { do: 'crash', wait: 2, tab: 0 },
    ],
  },
  {
    wrong: 'a sign-in was missed while the answer ‘signed out’ was on its way',
    seed: 33425,
    settings: {
      ...usualSettings,
      hidden: 'allCrc64',
      partSizes: [26624, 32768],
      small: 'inParts',
      keys: 'named',
      confirm: true,
    },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 0, variant: 'original' },
      { do: 'delay', wait: 150, op: 'sendPart', at: 'start', skip: 2, milliseconds: 100 },
      { do: 'refuse', wait: 250, op: 'sendPart', code: 'signed-out', skip: 0, times: 2 },
      { do: 'add', wait: 8, tab: 2, document: 0, variant: 'original' },
      { do: 'visit', wait: 45, tab: 0 },
    ],
  },
  {
    wrong:
      'a second sending that was to be tried once waited for somebody to sign in, and sent again',
    seed: 35070,
    settings: { ...usualSettings, partsAtOnce: 3, link: 'uneven' },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 0, variant: 'original' },
      { do: 'reload', wait: 1000, tab: 2 },
      { do: 'signOut', wait: 0, milliseconds: 100 },
      { do: 'rest', wait: 80, tab: 0, how: 'hidden' },
    ],
  },
]

describe('no promise is broken any more in bad luck, though once', () => {
  it.each(scripts)('$wrong', async (script) => {
    await expect(simulate(script)).resolves.toMatchObject({ story: expect.any(String) })
  })
})
