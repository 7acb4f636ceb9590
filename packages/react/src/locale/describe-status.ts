import { progressOf, type UploadSnapshot } from '@resumable-upload/core'
import { needsClick, needsFile } from '../files/needs-file.ts'
import { isHeldBack } from '../items/allowed-actions.ts'
import type { Format } from './format.ts'
import type { Words } from './words.ts'

/** One plain sentence: where the upload stands, and what to do where something is to be done. */
export function describeStatus(snapshot: UploadSnapshot, locale: Words, format: Format): string {
  const { notes, statuses } = locale
  switch (snapshot.status) {
    case 'done':
      if (snapshot.object.callback?.ok === false) return notes.callbackFailed
      return snapshot.object.verified === 'none' ? notes.unverified : statuses.done
    case 'failed':
      return locale.errors?.[snapshot.error.code] ?? statuses.failed
    case 'canceled':
      return statuses.canceled
    case 'interrupted':
      if (needsClick(snapshot)) return notes.readyAt(format.percent(progressOf(snapshot)))
      if (snapshot.begunElsewhereAt !== null)
        return notes.begunElsewhere(
          format.date(snapshot.begunElsewhereAt),
          format.bytes(snapshot.file.size),
        )
      if (!needsFile(snapshot) && snapshot.waitingFor) return locale.waitingFor[snapshot.waitingFor]
      return snapshot.sentBytes === 0
        ? statuses.interrupted
        : notes.interruptedAt(format.percent(progressOf(snapshot)))
    case 'queued':
    case 'preparing':
    case 'uploading':
    case 'finishing':
      return snapshot.waitingFor
        ? locale.waitingFor[snapshot.waitingFor]
        : statuses[snapshot.status]
    case 'paused':
      if (snapshot.waitingFor === 'file') return locale.waitingFor.file
      if (isHeldBack(snapshot)) return notes.notStarted
      return snapshot.sentBytes === 0
        ? statuses.paused
        : notes.pausedAt(format.percent(progressOf(snapshot)))
  }
}
