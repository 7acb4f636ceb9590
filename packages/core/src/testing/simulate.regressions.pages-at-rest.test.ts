import { describe, expect, it } from 'vitest'
import { simulate } from './simulate.ts'
import { usualSettings, type KeptScript } from './test-support/kept-script.ts'

/** Pages that were frozen or left, and what they found when they came back. */
const scripts: readonly KeptScript[] = [
  {
    wrong: 'a cancel on the way back from another page forgot what was just opened',
    seed: 820,
    settings: { ...usualSettings, hidden: 'crc64', partsAtOnce: 3, storages: 'two' },
    steps: [
      { do: 'add', wait: 0, tab: 2, document: 0, variant: 'lookAlike' },
      { do: 'rest', wait: 8, tab: 2, how: 'left' },
      { do: 'cancel', wait: 2, tab: 2, upload: 0 },
    ],
  },
  {
    wrong: 'a page that was disposed on its way back kept its lock for ever',
    seed: 1060,
    settings: { ...usualSettings, hidden: 'both', partsAtOnce: 3, partSizes: [26624, 32768] },
    steps: [
      { do: 'add', wait: 20, tab: 2, document: 1, variant: 'original' },
      { do: 'rest', wait: 45, tab: 2, how: 'left' },
      { do: 'dispose', wait: 0, tab: 2 },
    ],
  },
  {
    wrong: 'a page that came back was not told of the end by a tab whose timers are slow',
    seed: 3888,
    settings: {
      ...usualSettings,
      hidden: 'crc64',
      partsAtOnce: 2,
      partSizes: [26624, 32768],
      small: 'inParts',
      confirm: true,
    },
    steps: [
      { do: 'add', wait: 0, tab: 1, document: 4, variant: 'original' },
      { do: 'busy', wait: 1000, milliseconds: 60000 },
      { do: 'reload', wait: 20000, tab: 1 },
      { do: 'rest', wait: 2, tab: 1, how: 'hidden' },
      { do: 'add', wait: 1000, tab: 0, document: 3, variant: 'original' },
      { do: 'rest', wait: 100, tab: 0, how: 'left' },
      { do: 'wake', wait: 120000, tab: 0 },
    ],
  },
  {
    wrong: 'what had failed here seemed to have failed when another tab drove it',
    seed: 4038,
    settings: { ...usualSettings, hidden: 'crc64', partsAtOnce: 3, confirm: true },
    steps: [
      { do: 'add', wait: 0, tab: 2, document: 0, variant: 'original' },
      { do: 'edit', wait: 13, document: 0 },
      { do: 'visit', wait: 120000, tab: 0 },
      { do: 'rest', wait: 80, tab: 2, how: 'left' },
      { do: 'repick', wait: 250, tab: 0, upload: 0, variant: 'sampledLookAlike' },
      { do: 'offline', wait: 250, milliseconds: 3600000, hint: true },
    ],
  },
  {
    wrong: 'what a page had under way when it was left counted as driving the upload',
    seed: 13174,
    settings: { ...usualSettings, hidden: 'etag', partsAtOnce: 3, partSizes: [26624, 32768] },
    steps: [
      { do: 'delay', wait: 250, op: 'open', at: 'start', skip: 3, milliseconds: 45000 },
      { do: 'addAll', wait: 2, tab: 0 },
      { do: 'busy', wait: 3, milliseconds: 2000 },
      { do: 'restore', wait: 150, tab: 2 },
      { do: 'rest', wait: 250, tab: 0, how: 'left' },
      { do: 'add', wait: 100, tab: 0, document: 4, variant: 'original' },
    ],
  },
  {
    wrong: 'a page that came back at once and a tab that was just claiming both sent',
    seed: 14853,
    settings: { ...usualSettings, hidden: 'crc64', partSizes: [26624, 32768] },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 0, variant: 'lookAlike' },
      { do: 'restore', wait: 3, tab: 2 },
      { do: 'rest', wait: 8, tab: 0, how: 'left' },
      { do: 'wake', wait: 2, tab: 0 },
    ],
  },
  {
    seed: 53205,
    wrong: 'a part whose answer came while the page was frozen was sent once more',
    settings: { ...usualSettings, partsAtOnce: 3, link: 'uneven' },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 1, variant: 'original' },
      { do: 'resume', wait: 30, tab: 0, upload: 0 },
      { do: 'add', wait: 45, tab: 1, document: 0, variant: 'original' },
      { do: 'rest', wait: 13, tab: 0, how: 'frozen' },
      { do: 'loseAnswer', wait: 1000, op: 'open', skip: 0 },
      { do: 'waver', wait: 0, tab: 2, upload: 0 },
    ],
  },
  {
    seed: 60784,
    wrong: 'a pause in the moment in which a page woke up was told to nobody',
    settings: usualSettings,
    steps: [
      { do: 'add', wait: 0, tab: 2, document: 0, variant: 'original' },
      { do: 'reload', wait: 0, tab: 2 },
      { do: 'add', wait: 0, tab: 1, document: 0, variant: 'original' },
      { do: 'offline', wait: 0, milliseconds: 50, hint: true },
      { do: 'rest', wait: 30, tab: 1, how: 'frozen' },
      { do: 'sleep', wait: 0, milliseconds: 10_000 },
      { do: 'pause', wait: 0, tab: 1, upload: 0 },
      { do: 'refuse', wait: 0, op: 'open', code: 'network-failed', skip: 0, times: 1 },
    ],
  },
  {
    wrong: 'dispose did not wait for uploads of other tabs that it just heard of',
    seed: 2611,
    settings: {
      ...usualSettings,
      hidden: 'both',
      partsAtOnce: 3,
      small: 'inParts',
      storages: 'two',
    },
    steps: [
      { do: 'add', wait: 0, tab: 1, document: 2, variant: 'original' },
      { do: 'reload', wait: 150, tab: 1 },
      { do: 'add', wait: 8, tab: 0, document: 0, variant: 'renamed' },
      { do: 'forgetUpload', wait: 120000, op: 'complete', skip: 5 },
      { do: 'rest', wait: 1, tab: 1, how: 'frozen' },
      { do: 'addAll', wait: 13, tab: 0 },
      { do: 'dispose', wait: 20000, tab: 1 },
    ],
  },
]

describe('no promise is broken any more by pages that stood still, though once', () => {
  it.each(scripts)('$wrong', async (script) => {
    await expect(simulate(script)).resolves.toMatchObject({ story: expect.any(String) })
  })
})
