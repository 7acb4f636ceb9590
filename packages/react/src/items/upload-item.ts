import {
  progressOf,
  type StoredObject,
  type UploadFailure,
  type UploadSnapshot,
  type UploadStatus,
} from '@resumable-upload/core'

/**
 * One file as forms and callbacks know it. `status` has the four words of antd's `UploadFile`, so
 * that code written for that one goes on working; `phase` says it exactly.
 */
export interface UploadItem {
  readonly uid: string
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** MIME type; `''` where the browser knows none. */
  readonly type: string
  readonly status: 'uploading' | 'done' | 'error' | 'removed'
  readonly phase: UploadStatus
  /** From 0 to 100, and 100 only when the object exists. */
  readonly percent: number
  readonly url?: string
  readonly response?: StoredObject
  readonly error?: UploadFailure
}

export function toUploadItem(snapshot: UploadSnapshot): UploadItem {
  const { id, file, status } = snapshot
  return {
    uid: id,
    name: file.name,
    size: file.size,
    type: file.type,
    status: statusOf(status),
    phase: status,
    percent: Math.floor(progressOf(snapshot) * 100),
    ...(status === 'done' && { url: snapshot.object.url, response: snapshot.object }),
    ...(status === 'failed' && { error: snapshot.error }),
  }
}

function statusOf(status: UploadStatus): UploadItem['status'] {
  switch (status) {
    case 'done':
      return 'done'
    case 'failed':
      return 'error'
    case 'canceled':
      return 'removed'
    case 'interrupted':
    case 'queued':
    case 'preparing':
    case 'uploading':
    case 'paused':
    case 'finishing':
      return 'uploading'
  }
}
