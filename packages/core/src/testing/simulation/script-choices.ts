import type { UploadErrorCode } from '../../model/upload-error.ts'
import type { StorageOperation } from '../../ports/uploader.ts'
import type { Moment } from '../fault-plan.ts'
import { kB } from './shelf.ts'
import type { Variant } from './shelf.ts'
import type { Choices } from './random.ts'
import type { Deeds, Settings, TabNumber } from './script.ts'

/** The values that each field may have: what a generator of scripts chooses from. */
export type ChoicesOf<Shape> = { readonly [Field in keyof Shape]: Choices<Shape[Field]> }

export const settingsChoices: ChoicesOf<Settings> = {
  hidden: ['nothing', 'nothing', 'nothing', 'crc64', 'etag', 'both', 'allCrc64'],
  partsAtOnce: [1, 2, 3],
  partSizes: [
    [26 * kB, 26 * kB],
    [26 * kB, 32 * kB],
  ],
  small: ['whole', 'inParts'],
  keys: ['own', 'own', 'named'],
  confirm: [false, true],
  storages: ['one', 'one', 'one', 'two'],
  link: ['even', 'uneven'],
  recuts: ['never', 'often'],
}

/** Milliseconds before a step: mostly within one upload, sometimes long after. */
export const waitChoices: Choices<number> = [
  0, 1, 2, 3, 5, 8, 13, 20, 30, 45, 60, 80, 100, 150, 250, 1_000, 20_000, 120_000,
]

const tab: Choices<TabNumber> = [0, 0, 1, 2]
const upload: Choices<number> = [0, 0, 0, 1, 2, 3]
const document: Choices<number> = [0, 0, 0, 1, 1, 2, 3, 4]
const variant: Choices<Variant> = [
  'original',
  'original',
  'original',
  'original',
  'lookAlike',
  'sampledLookAlike',
  'renamed',
  'otherSize',
]
const skip: Choices<number> = [0, 0, 1, 2, 3, 5]
const at: Choices<Moment> = ['start', 'middle', 'answer']
const op: Choices<StorageOperation> = [
  'open',
  'sendPart',
  'sendPart',
  'sendPart',
  'listParts',
  'complete',
  'complete',
  'discard',
  'sendWhole',
  'findObject',
]
const code: Choices<UploadErrorCode> = [
  'network-failed',
  'timed-out',
  'server-busy',
  'clock-skewed',
  'credentials-rejected',
  'credentials-unavailable',
  'signed-out',
  'access-denied',
  'request-rejected',
]

export const deedChoices: { readonly [Kind in keyof Deeds]: ChoicesOf<Deeds[Kind]> } = {
  visit: { tab },
  add: { tab, document, variant },
  addAll: { tab },
  pause: { tab, upload },
  resume: { tab, upload },
  waver: { tab, upload },
  cancel: { tab, upload },
  remove: { tab, upload },
  repick: { tab, upload, variant },
  restore: { tab },
  credentialsChanged: { tab },
  forgetAll: { tab },
  dispose: { tab },
  reload: { tab },
  crash: { tab },
  rest: { tab, how: ['hidden', 'frozen', 'left', 'left'] },
  wake: { tab },
  powerCut: {},
  edit: { document },
  offline: { milliseconds: [50, 5_000, 600_000, 3_600_000], hint: [true, false] },
  signOut: { milliseconds: [100, 60_000, 3_600_000] },
  setClock: { offset: [-86_400_000, -1_320_000, 0, 1_320_000, 259_200_000] },
  sleep: { milliseconds: [10_000, 600_000, 28_800_000] },
  breakJournal: { tab, how: ['rejects', 'hangs'] },
  confirmFails: { milliseconds: [100, 60_000, 7_200_000] },
  refuse: { op, code, skip, times: [1, 1, 2, 4] },
  loseAnswer: { op, skip },
  damage: { op: ['sendPart', 'sendPart', 'sendWhole'], skip },
  forgetUpload: { op, skip },
  stall: { op, at, skip },
  delay: { op, at, skip, milliseconds: [100, 2_000, 45_000] },
  busy: { milliseconds: [500, 2_000, 60_000] },
}

/** How often each deed is chosen, relative to the others. */
export const deedWeights: Readonly<Record<keyof Deeds, number>> = {
  visit: 2,
  add: 10,
  addAll: 1,
  pause: 6,
  resume: 6,
  waver: 4,
  cancel: 4,
  remove: 1,
  repick: 8,
  restore: 2,
  credentialsChanged: 1,
  forgetAll: 1,
  dispose: 2,
  reload: 5,
  crash: 5,
  rest: 5,
  wake: 3,
  powerCut: 1,
  edit: 2,
  offline: 2,
  signOut: 1,
  setClock: 1,
  sleep: 1,
  breakJournal: 1,
  confirmFails: 1,
  refuse: 4,
  loseAnswer: 4,
  damage: 3,
  forgetUpload: 2,
  stall: 3,
  delay: 3,
  busy: 1,
}
