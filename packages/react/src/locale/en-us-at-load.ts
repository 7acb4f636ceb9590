import type { WordsAtLoad } from './words.ts'

const plurals = new Intl.PluralRules('en-US')

/** English, as far as the first paint may need it. */
export const enUSAtLoad: WordsAtLoad = {
  language: 'en-US',
  dropzone: {
    drop: 'Drop files here, or',
    choose: 'choose files',
    chooseFolder: 'choose a folder',
    release: 'Release to upload',
    refuse: 'Files of this type are not accepted here',
    hint: 'An upload that was interrupted continues where it stopped.',
  },
  statuses: {
    interrupted: 'Interrupted. Choose the file again to continue.',
    queued: 'Waiting for its turn.',
    preparing: 'Preparing…',
    uploading: 'Uploading…',
    paused: 'Paused.',
    finishing: 'Finishing: checking what arrived.',
    done: 'Uploaded.',
    failed: 'Not uploaded.',
    canceled: 'Canceled.',
  },
  waitingFor: {
    network: 'Waiting for the network. Continues by itself.',
    credentials:
      'Waiting for permission to upload. Nothing is lost; you may have to sign in again.',
    file: 'Choose the file again to continue.',
    tab: 'Another tab uploads this file. If that tab closes, it continues here.',
    retry: 'The last attempt failed. Trying again by itself.',
    confirmation: 'Stored. Waiting for the server to confirm it.',
  },
  rejections: {
    'type-not-accepted': 'Files of this type are not accepted here.',
    'one-file-only': 'Only one file can be added at a time.',
    'too-small': (limit) => `Smaller than ${limit}.`,
    'too-large': (limit) => `Larger than ${limit}.`,
    'too-large-together': (limit) => `Together with the others larger than ${limit}.`,
    'too-many': (limit) => `There is room for ${count(limit, 'file', 'files')} only.`,
    duplicate: 'This file is in the list already.',
    'empty-folder': 'This folder is empty.',
    'not-interrupted': 'This is none of the interrupted files.',
  },
  notes: {
    unverified: 'Uploaded, but the storage offered nothing to compare it with.',
    callbackFailed: 'Uploaded, but the server could not be told.',
    noMemory: 'This browser keeps no memory of it: stay on this page until it is done.',
    elsewhere: 'This upload is in another tab. The buttons work here too.',
    silent:
      'The other tab does not answer. Resume to continue here as soon as that tab lets go of it.',
    reused: (parts, ofParts) => `Continued: ${parts} of ${ofParts} parts were stored already.`,
    notStarted: 'Ready to start.',
    pausedAt: (percent) => `Paused at ${percent}.`,
    interruptedAt: (percent) => `Interrupted at ${percent}. Choose the file again to continue.`,
    readyAt: (percent) => `Interrupted at ${percent}. One click continues it.`,
    begunElsewhere: (began, stored) =>
      `Begun in another browser on ${began}, ${stored} are stored. Choose the file to continue.`,
  },
  progress: {
    of: (sent, size) => `${sent} of ${size}`,
    fewSecondsLeft: 'a few seconds left',
    left: (duration) => `${duration} left`,
    join: (percent, left) => `${percent}, ${left}`,
  },
  actions: {
    pause: (name) => `Pause ${name}`,
    resume: (name) => `Resume ${name}`,
    retry: (name) => `Retry ${name}`,
    start: (name) => `Start ${name}`,
    preview: (name) => `Preview ${name}`,
    download: (name) => `Download ${name}`,
    cancel: (name) => `Cancel ${name}`,
    remove: (name) => `Remove ${name}`,
    chooseAgain: (name) => `Choose ${name} again`,
    chooseAgainWithFacts: (name, size, changed) =>
      `Choose ${name} again (${size}, changed ${changed})`,
    startOver: (name) => `Start ${name} over`,
    dismiss: 'Dismiss',
  },
  form: {
    required: 'Choose a file.',
    unfinished: 'Wait until all files are uploaded.',
    failed: 'A file was not uploaded. Retry or remove it.',
  },
  list: 'Uploads',
  storedList: 'Files stored before',
  andMore: (files) => `${grouped(files)} more`,
}

export function count(amount: number, one: string, other: string): string {
  return `${grouped(amount)} ${plurals.select(amount) === 'one' ? one : other}`
}

export function grouped(amount: number): string {
  return amount.toLocaleString('en-US')
}
