import { count, enUSAtLoad, grouped } from './en-us-at-load.ts'
import type { UploadLocale } from './upload-locale.ts'

export const enUS: UploadLocale = {
  ...enUSAtLoad,
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
}

function about(files: number, name: string, one: string, other: string): string {
  return files === 1 ? `${name} ${one}.` : `${count(files, 'file', 'files')} ${other}.`
}
