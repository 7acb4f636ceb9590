import { describe, expect, it } from 'vitest'
import { simulate } from './simulate.ts'
import { usualSettings, type KeptScript } from './test-support/kept-script.ts'

/** Uploads that were opened or finished just then. */
const scripts: readonly KeptScript[] = [
  {
    wrong: 'an upload was opened after its pause',
    seed: 660,
    settings: { ...usualSettings, partsAtOnce: 2, small: 'inParts', confirm: true },
    steps: [
      { do: 'refuse', wait: 8, op: 'complete', code: 'clock-skewed', skip: 0, times: 4 },
      { do: 'add', wait: 3, tab: 0, document: 1, variant: 'original' },
      { do: 'repick', wait: 120000, tab: 0, upload: 3, variant: 'lookAlike' },
      { do: 'addAll', wait: 100, tab: 0 },
      { do: 'pause', wait: 1, tab: 0, upload: 3 },
    ],
  },
  {
    wrong: 'a finished upload that was resumed waited for its file',
    seed: 1096,
    settings: {
      ...usualSettings,
      hidden: 'crc64',
      partsAtOnce: 2,
      partSizes: [26624, 32768],
      small: 'inParts',
      confirm: true,
    },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 4, variant: 'original' },
      { do: 'reload', wait: 45, tab: 0 },
      { do: 'visit', wait: 150, tab: 2 },
      { do: 'resume', wait: 8, tab: 0, upload: 3 },
    ],
  },
  {
    wrong: 'parts stayed on the storage when a namesake was found finished',
    seed: 1777,
    settings: { ...usualSettings, partSizes: [26624, 32768], keys: 'named' },
    steps: [
      { do: 'add', wait: 0, tab: 2, document: 0, variant: 'original' },
      { do: 'refuse', wait: 20000, op: 'complete', code: 'access-denied', skip: 0, times: 1 },
      { do: 'add', wait: 2, tab: 1, document: 0, variant: 'original' },
      { do: 'dispose', wait: 20000, tab: 1 },
    ],
  },
  {
    wrong: 'a pause while an earlier entry was taken up brought back the new one',
    seed: 10072,
    settings: {
      ...usualSettings,
      hidden: 'etag',
      partSizes: [26624, 32768],
      keys: 'named',
      confirm: true,
      storages: 'two',
    },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 0, variant: 'original' },
      { do: 'stall', wait: 5, op: 'complete', at: 'middle', skip: 0 },
      { do: 'visit', wait: 30, tab: 2 },
      { do: 'resume', wait: 20000, tab: 0, upload: 0 },
      { do: 'add', wait: 100, tab: 1, document: 0, variant: 'original' },
      { do: 'pause', wait: 0, tab: 1, upload: 0 },
      { do: 'reload', wait: 20, tab: 0 },
    ],
  },
  {
    wrong: 'a file was asked for though its object was there, since somebody had paused meanwhile',
    seed: 54953,
    settings: { ...usualSettings, hidden: 'etag', partsAtOnce: 2, link: 'uneven' },
    steps: [
      { do: 'add', wait: 0, tab: 0, document: 1, variant: 'original' },
      { do: 'repick', wait: 100, tab: 0, upload: 0, variant: 'original' },
      { do: 'crash', wait: 30, tab: 0 },
      { do: 'add', wait: 0, tab: 0, document: 1, variant: 'original' },
      { do: 'waver', wait: 30, tab: 0, upload: 0 },
      { do: 'crash', wait: 0, tab: 0 },
      { do: 'cancel', wait: 0, tab: 0, upload: 0 },
    ],
  },
]

describe('no promise is broken any more about the end, though once', () => {
  it.each(scripts)('$wrong', async (script) => {
    await expect(simulate(script)).resolves.toMatchObject({ story: expect.any(String) })
  })
})
