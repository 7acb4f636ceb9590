import type { StoredObject } from './stored-object.ts'
import type { UploadFailure } from './upload-error.ts'
import type { UploadPhase, UploadStatus } from './upload-phase.ts'

/** Commands are verbs; facts are what already happened. */
export type UploadEvent =
  | { readonly type: 'enqueue' }
  | { readonly type: 'pause' }
  | { readonly type: 'cancel' }
  | { readonly type: 'started' }
  | { readonly type: 'opened' }
  | { readonly type: 'allStored' }
  | { readonly type: 'finished'; readonly object: StoredObject }
  | { readonly type: 'failed'; readonly error: UploadFailure }
  /** The run ended here without an end of the upload: another tab has it, or the page was away. */
  | { readonly type: 'yielded' }
  /** The tab that drove it is gone, and left it like this. */
  | { readonly type: 'inherited'; readonly isPaused: boolean }

/** The whole machine: the events each status hears. Any other event changes nothing. */
export const accepts: Readonly<Record<UploadStatus, readonly UploadEvent['type'][]>> = {
  interrupted: ['enqueue', 'cancel', 'inherited'],
  queued: ['started', 'pause', 'cancel', 'yielded'],
  preparing: ['opened', 'failed', 'pause', 'cancel', 'yielded'],
  uploading: ['allStored', 'failed', 'pause', 'cancel', 'yielded'],
  paused: ['enqueue', 'cancel', 'inherited'],
  // Completing cannot be undone half-way, so only the storage's answer leaves it.
  finishing: ['finished', 'failed', 'yielded'],
  failed: ['enqueue', 'cancel', 'yielded', 'inherited'],
  done: [],
  canceled: [],
}

/** The next phase, or the same object when the event does not apply. */
export function transition(phase: UploadPhase, event: UploadEvent): UploadPhase {
  if (!accepts[phase.status].includes(event.type)) return phase
  switch (event.type) {
    case 'enqueue':
      return { status: 'queued' }
    case 'pause':
      return { status: 'paused' }
    case 'cancel':
      return { status: 'canceled' }
    case 'started':
      return { status: 'preparing' }
    case 'opened':
      return { status: 'uploading' }
    case 'allStored':
      return { status: 'finishing' }
    case 'finished':
      return { status: 'done', object: event.object }
    case 'failed':
      return { status: 'failed', error: event.error }
    case 'yielded':
      return { status: 'interrupted' }
    case 'inherited':
      return inherit(phase, event.isPaused ? 'paused' : 'interrupted')
  }
}

function inherit(phase: UploadPhase, status: 'paused' | 'interrupted'): UploadPhase {
  return phase.status === status ? phase : { status }
}
