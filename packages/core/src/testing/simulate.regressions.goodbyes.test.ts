import { describe, expect, it } from 'vitest'
import { simulate } from './simulate.ts'
import { usualSettings, type KeptScript } from './test-support/kept-script.ts'

/** Dispose, sign-out and cancel, in the moment in which something else was under way. */
const scripts: readonly KeptScript[] = [
  {
    wrong: 'dispose did not wait for a restore under way',
    seed: 2,
    settings: { ...usualSettings, hidden: 'both', small: 'inParts', keys: 'named', confirm: true },
    steps: [
      { do: 'restore', wait: 13, tab: 0 },
      { do: 'dispose', wait: 1, tab: 0 },
    ],
  },
  {
    wrong: 'a pause after dispose was written to the journal',
    seed: 18,
    settings: {
      ...usualSettings,
      partsAtOnce: 2,
      partSizes: [26624, 32768],
      keys: 'named',
      confirm: true,
    },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 1, variant: 'original' },
      { do: 'dispose', wait: 3, tab: 0 },
      { do: 'pause', wait: 250, tab: 0, upload: 0 },
    ],
  },
  {
    wrong: 'a sign-out left a request behind that was being opened',
    seed: 1065,
    settings: {
      ...usualSettings,
      hidden: 'both',
      partsAtOnce: 2,
      partSizes: [26624, 32768],
      storages: 'two',
    },
    steps: [
      { do: 'stall', wait: 8, op: 'open', at: 'answer', skip: 0 },
      { do: 'add', wait: 30, tab: 0, document: 0, variant: 'sampledLookAlike' },
      { do: 'forgetAll', wait: 1, tab: 0 },
    ],
  },
  {
    wrong: 'a cancel after dispose claimed an entry',
    seed: 6334,
    settings: { ...usualSettings, partsAtOnce: 2, confirm: true },
    steps: [
      { do: 'add', wait: 0, tab: 2, document: 0, variant: 'original' },
      { do: 'reload', wait: 45, tab: 2 },
      { do: 'dispose', wait: 13, tab: 2 },
      { do: 'cancel', wait: 100, tab: 2, upload: 3 },
    ],
  },
  {
    wrong: 'dispose did not wait for a cancel under way',
    seed: 10035,
    settings: { ...usualSettings, partsAtOnce: 2, partSizes: [26624, 32768], small: 'inParts' },
    steps: [
      { do: 'add', wait: 100, tab: 0, document: 3, variant: 'original' },
      { do: 'offline', wait: 1, milliseconds: 600000, hint: true },
      { do: 'signOut', wait: 20000, milliseconds: 3600000 },
      { do: 'reload', wait: 1, tab: 0 },
      { do: 'cancel', wait: 120000, tab: 0, upload: 0 },
      { do: 'dispose', wait: 3, tab: 0 },
    ],
  },
  {
    wrong: 'dispose did not wait for a sign-out under way',
    seed: 16369,
    settings: {
      ...usualSettings,
      hidden: 'both',
      small: 'inParts',
      confirm: true,
      storages: 'two',
    },
    steps: [
      { do: 'add', wait: 13, tab: 2, document: 3, variant: 'renamed' },
      { do: 'visit', wait: 13, tab: 0 },
      { do: 'forgetAll', wait: 2, tab: 0 },
      { do: 'dispose', wait: 1, tab: 0 },
    ],
  },
  {
    wrong: 'a question that was not answered before the dispose was followed by another',
    seed: 4150,
    settings: { ...usualSettings, hidden: 'allCrc64', keys: 'named', confirm: true },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 0, variant: 'sampledLookAlike' },
      { do: 'visit', wait: 30, tab: 1 },
      { do: 'wake', wait: 8, tab: 2 },
      { do: 'rest', wait: 5, tab: 1, how: 'frozen' },
      { do: 'reload', wait: 1, tab: 0 },
      { do: 'repick', wait: 250, tab: 1, upload: 0, variant: 'original' },
      { do: 'dispose', wait: 100, tab: 1 },
    ],
  },
  {
    wrong: 'what was opened too late stayed open when the page was disposed at once',
    seed: 10992,
    settings: { ...usualSettings, partsAtOnce: 3, partSizes: [26624, 32768], keys: 'named' },
    steps: [
      { do: 'add', wait: 20000, tab: 2, document: 1, variant: 'original' },
      { do: 'rest', wait: 13, tab: 2, how: 'left' },
      { do: 'add', wait: 250, tab: 1, document: 1, variant: 'original' },
      { do: 'dispose', wait: 120000, tab: 2 },
    ],
  },
  {
    seed: 41644,
    wrong: 'dispose did not wait for a sign-out that came while it waited',
    settings: usualSettings,
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 0, variant: 'original' },
      { do: 'dispose', wait: 0, tab: 0 },
      { do: 'forgetAll', wait: 0, tab: 0 },
      { do: 'resume', wait: 0, tab: 0, upload: 0 },
    ],
  },
  {
    wrong: 'a sign-out in the moment in which a page woke up was told to nobody',
    seed: 72988,
    settings: usualSettings,
    steps: [
      { do: 'add', wait: 0, tab: 1, document: 0, variant: 'original' },
      { do: 'reload', wait: 0, tab: 1 },
      { do: 'add', wait: 0, tab: 2, document: 0, variant: 'original' },
      { do: 'add', wait: 120000, tab: 2, document: 1, variant: 'original' },
      { do: 'rest', wait: 2, tab: 2, how: 'frozen' },
      { do: 'forgetAll', wait: 20000, tab: 2 },
      { do: 'add', wait: 0, tab: 0, document: 0, variant: 'original' },
    ],
  },
  {
    wrong: 'what was forgotten before the application had been told was called done all the same',
    seed: 311550,
    settings: { ...usualSettings, confirm: true },
    steps: [
      { do: 'add', wait: 0, tab: 2, document: 0, variant: 'original' },
      { do: 'confirmFails', wait: 0, milliseconds: 7200000 },
      { do: 'add', wait: 120000, tab: 1, document: 0, variant: 'original' },
      { do: 'rest', wait: 0, tab: 2, how: 'left' },
      { do: 'forgetAll', wait: 0, tab: 1 },
      { do: 'dispose', wait: 0, tab: 0 },
    ],
  },
]

describe('no promise is broken any more at goodbye, though once', () => {
  it.each(scripts)('$wrong', async (script) => {
    await expect(simulate(script)).resolves.toMatchObject({ story: expect.any(String) })
  })
})
