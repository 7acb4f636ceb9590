import { describe, expect, it } from 'vitest'
import { simulate } from './simulate.ts'
import { usualSettings, type KeptScript } from './test-support/kept-script.ts'

/** Who drives an upload, and what the others are told of it. */
const scripts: readonly KeptScript[] = [
  {
    wrong: 'two tabs that claimed without a lock drove the same upload',
    seed: 154,
    settings: { ...usualSettings, hidden: 'crc64', partsAtOnce: 3 },
    steps: [
      { do: 'add', wait: 0, tab: 1, document: 0, variant: 'original' },
      { do: 'visit', wait: 45, tab: 1 },
      { do: 'reload', wait: 8, tab: 1 },
      { do: 'restore', wait: 45, tab: 0 },
    ],
  },
  {
    wrong: 'a tab waited for ever for what was forgotten in another',
    seed: 323,
    settings: {
      ...usualSettings,
      hidden: 'allCrc64',
      partsAtOnce: 2,
      partSizes: [26624, 32768],
      small: 'inParts',
      confirm: true,
      storages: 'two',
    },
    steps: [
      { do: 'add', wait: 100, tab: 1, document: 2, variant: 'otherSize' },
      { do: 'add', wait: 0, tab: 1, document: 1, variant: 'original' },
      { do: 'add', wait: 8, tab: 0, document: 1, variant: 'original' },
      { do: 'forgetAll', wait: 80, tab: 1 },
    ],
  },
  {
    wrong: 'a tab that only watched wrote the row of a finished upload again',
    seed: 361,
    settings: { ...usualSettings, partsAtOnce: 2, partSizes: [26624, 32768], small: 'inParts' },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 0, variant: 'renamed' },
      { do: 'repick', wait: 8, tab: 2, upload: 2, variant: 'sampledLookAlike' },
      { do: 'pause', wait: 13, tab: 0, upload: 3 },
      { do: 'crash', wait: 5, tab: 1 },
      { do: 'addAll', wait: 3, tab: 0 },
      { do: 'restore', wait: 1, tab: 2 },
    ],
  },
  {
    wrong: 'a mirror waited for an entry that its owner had given up for an earlier one',
    seed: 1270,
    settings: { ...usualSettings, hidden: 'crc64', partsAtOnce: 2, confirm: true },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 3, variant: 'original' },
      { do: 'add', wait: 8, tab: 2, document: 3, variant: 'sampledLookAlike' },
      { do: 'rest', wait: 3, tab: 2, how: 'frozen' },
      { do: 'add', wait: 80, tab: 1, document: 3, variant: 'original' },
      { do: 'cancel', wait: 20, tab: 1, upload: 0 },
    ],
  },
  {
    wrong: 'a pause in a tab that only waited overwrote the row of the owner',
    seed: 2275,
    settings: { ...usualSettings, partSizes: [26624, 32768], small: 'inParts' },
    steps: [
      { do: 'addAll', wait: 1, tab: 0 },
      { do: 'add', wait: 100, tab: 1, document: 0, variant: 'lookAlike' },
      { do: 'pause', wait: 150, tab: 1, upload: 0 },
    ],
  },
  {
    wrong: 'a cancel right after an add discarded the entry of another tab',
    seed: 1213,
    settings: {
      ...usualSettings,
      hidden: 'crc64',
      partSizes: [26624, 32768],
      small: 'inParts',
      storages: 'two',
    },
    steps: [
      { do: 'add', wait: 0, tab: 1, document: 0, variant: 'lookAlike' },
      { do: 'add', wait: 8, tab: 2, document: 1, variant: 'otherSize' },
      { do: 'add', wait: 0, tab: 0, document: 0, variant: 'lookAlike' },
      { do: 'cancel', wait: 2, tab: 0, upload: 0 },
    ],
  },
  {
    wrong: 'of two entries of the same file one was hidden',
    seed: 283,
    settings: { ...usualSettings, hidden: 'allCrc64', partsAtOnce: 2, confirm: true },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 0, variant: 'original' },
      { do: 'confirmFails', wait: 120000, milliseconds: 60000 },
      { do: 'visit', wait: 20, tab: 2 },
      { do: 'add', wait: 0, tab: 0, document: 1, variant: 'lookAlike' },
      { do: 'addAll', wait: 100, tab: 2 },
      { do: 'powerCut', wait: 120000 },
    ],
  },
  {
    wrong: 'a run that was stopped while it said that all is done did not hear it itself',
    seed: 13273,
    settings: { ...usualSettings, partsAtOnce: 3, partSizes: [26624, 32768] },
    steps: [
      { do: 'add', wait: 120000, tab: 2, document: 1, variant: 'lookAlike' },
      { do: 'rest', wait: 80, tab: 2, how: 'frozen' },
      { do: 'repick', wait: 120000, tab: 0, upload: 0, variant: 'original' },
      { do: 'wake', wait: 80, tab: 2 },
      { do: 'add', wait: 45, tab: 2, document: 1, variant: 'original' },
    ],
  },
  {
    wrong: 'what another tab canceled while the page was away was sent anew, unasked',
    seed: 6227,
    settings: { ...usualSettings, partSizes: [26624, 32768], small: 'inParts', confirm: true },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 0, variant: 'sampledLookAlike' },
      { do: 'addAll', wait: 8, tab: 2 },
      { do: 'crash', wait: 45, tab: 0 },
      { do: 'confirmFails', wait: 20000, milliseconds: 7200000 },
      { do: 'visit', wait: 3, tab: 0 },
      { do: 'rest', wait: 0, tab: 2, how: 'left' },
      { do: 'cancel', wait: 13, tab: 0, upload: 0 },
      { do: 'setClock', wait: 1000, offset: 0 },
      { do: 'crash', wait: 30, tab: 0 },
    ],
  },
  {
    wrong: 'who was told of the end by a tab with a broken journal kept the row for ever',
    seed: 398,
    settings: {
      ...usualSettings,
      hidden: 'allCrc64',
      partsAtOnce: 2,
      partSizes: [26624, 32768],
      confirm: true,
    },
    steps: [
      { do: 'add', wait: 60, tab: 0, document: 0, variant: 'sampledLookAlike' },
      { do: 'pause', wait: 150, tab: 2, upload: 0 },
      { do: 'rest', wait: 0, tab: 0, how: 'left' },
      { do: 'breakJournal', wait: 80, tab: 0, how: 'hangs' },
      { do: 'visit', wait: 60, tab: 2 },
      { do: 'add', wait: 13, tab: 0, document: 1, variant: 'sampledLookAlike' },
      { do: 'rest', wait: 8, tab: 2, how: 'frozen' },
      { do: 'wake', wait: 120000, tab: 1 },
      { do: 'reload', wait: 100, tab: 0 },
    ],
  },
  {
    wrong: 'an entry that was given up for an earlier one stayed in the list of another tab',
    seed: 83706,
    settings: usualSettings,
    steps: [
      { do: 'add', wait: 0, tab: 2, document: 1, variant: 'original' },
      { do: 'stall', wait: 5, op: 'open', at: 'start', skip: 0 },
      { do: 'reload', wait: 0, tab: 2 },
      { do: 'add', wait: 0, tab: 1, document: 1, variant: 'original' },
      { do: 'crash', wait: 2, tab: 0 },
      { do: 'restore', wait: 3, tab: 0 },
      { do: 'repick', wait: 2, tab: 2, upload: 0, variant: 'lookAlike' },
      { do: 'offline', wait: 0, milliseconds: 50, hint: true },
    ],
  },
  {
    wrong: 'a failure that was told while its row was still being read was not heard',
    seed: 101054,
    settings: usualSettings,
    steps: [
      { do: 'restore', wait: 0, tab: 2 },
      { do: 'refuse', wait: 0, op: 'open', code: 'access-denied', skip: 0, times: 1 },
      { do: 'rest', wait: 0, tab: 2, how: 'frozen' },
      { do: 'add', wait: 0, tab: 1, document: 0, variant: 'original' },
      { do: 'add', wait: 0, tab: 0, document: 0, variant: 'original' },
      { do: 'dispose', wait: 120000, tab: 0 },
    ],
  },
]

describe('no promise is broken any more between tabs, though once', () => {
  it.each(scripts)('$wrong', async (script) => {
    await expect(simulate(script)).resolves.toMatchObject({ story: expect.any(String) })
  })
})
