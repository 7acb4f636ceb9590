import type { UploadLocale } from './upload-locale.ts'

const plurals = new Intl.PluralRules('en-US')

export const enUS: UploadLocale = {
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
  errors: {
    'network-failed': 'The network was gone for too long. Check the connection and try again.',
    'timed-out': 'The storage did not answer in time. Try again.',
    'server-busy': 'The storage was too busy for too long. Try again later.',
    'damaged-in-transit': 'The file was damaged on its way again and again. Try another network.',
    'clock-skewed': 'The clock of this device is wrong. Set date and time, then try again.',
    'credentials-rejected': 'The storage did not accept the permission to upload. Sign in again.',
    'credentials-unavailable': 'No permission to upload could be fetched. Try again in a moment.',
    'confirm-failed': 'The file is stored, but the server did not confirm it. Try again.',
    'signed-out': 'You are signed out. Sign in to continue.',
    'upload-gone': 'The storage does not know this upload any more. Try again to begin anew.',
    'part-missing': 'A part is missing on the storage. Try again to send it.',
    'wrong-file': 'This is not the file the upload began with. Choose the original.',
    'file-changed':
      'This file changed on disk since the upload began. Start over or choose the original.',
    'file-unreadable':
      'The file cannot be read: it was moved, deleted or locked. Choose it again or start over.',
    'file-too-large': 'This file is larger than the storage can take.',
    'invalid-key': 'The storage cannot take a file of this name. Rename it and add it again.',
    'access-denied': 'You may not upload here. Ask whoever runs this site.',
    'bucket-not-found': 'The destination does not exist. Ask whoever runs this site.',
    'object-exists': 'There is a file of this name already, and it must not be replaced.',
    'object-damaged': 'What arrived is not what was sent. Remove it and upload the file again.',
    'account-suspended': 'The storage is suspended. Ask whoever runs this site.',
    misconfigured: 'This page is not set up for uploads. Ask whoever runs this site.',
    'request-rejected': 'The storage refused the upload. The details say more.',
    'still-running': 'This upload is still running. Cancel it first.',
    disposed: 'Uploads have ended on this page. Reload it to continue.',
    canceled: 'Canceled.',
    unexpected: 'Something unforeseen happened. Try again; the details help support.',
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
  details: {
    show: 'Details',
    code: 'Code',
    requestId: 'Request id',
    ec: 'EC',
    part: 'Part',
    copy: 'Copy for support',
    copied: 'Copied',
  },
  summary: {
    label: 'All uploads',
    done: (done, files) => `${grouped(done)} of ${count(files, 'file', 'files')} uploaded`,
    failed: (files) => `${grouped(files)} failed`,
    startAll: 'Start all',
    pauseAll: 'Pause all',
    resumeAll: 'Resume all',
    retryFailed: 'Retry failed',
    clear: 'Clear finished',
  },
  restore: {
    interrupted: (uploads) => `${count(uploads, 'upload was', 'uploads were')} interrupted`,
    hint: 'Choose again what was interrupted. Only what is missing is sent.',
    readyHint: 'The browser can open what it needs. Only what is missing is sent.',
    goOn: (uploads) =>
      uploads === 1 ? 'Continue' : `Continue ${count(uploads, 'upload', 'uploads')}`,
    chooseAll: (files) => `Choose the ${count(files, 'file', 'files')} again`,
  },
  news: {
    added: (files, name) => about(files, name, 'was added', 'were added'),
    half: (files, name) => about(files, name, 'is half-way', 'are half-way'),
    done: (files, name) => about(files, name, 'is uploaded', 'are uploaded'),
    failed: (files, name) => about(files, name, 'failed', 'failed'),
    needsFile: (files, name) =>
      about(files, name, 'has to be chosen again', 'have to be chosen again'),
    needsClick: (files, name) =>
      about(files, name, 'can continue with one click', 'can continue with one click'),
  },
  parts: (stored, ofParts, sending) =>
    `${grouped(stored)} of ${count(ofParts, 'part', 'parts')} stored, ${sending} on the way`,
  form: {
    required: 'Choose a file.',
    unfinished: 'Wait until all files are uploaded.',
    failed: 'A file was not uploaded. Retry or remove it.',
  },
  list: 'Uploads',
  storedList: 'Files stored before',
  andMore: (files) => `${grouped(files)} more`,
}

function count(amount: number, one: string, other: string): string {
  return `${grouped(amount)} ${plurals.select(amount) === 'one' ? one : other}`
}

function grouped(amount: number): string {
  return amount.toLocaleString('en-US')
}

function about(files: number, name: string, one: string, other: string): string {
  return files === 1 ? `${name} ${one}.` : `${count(files, 'file', 'files')} ${other}.`
}
