import type { StoredObject } from './stored-object.ts'
import type { UploadFailure } from './upload-error.ts'

/** Where an upload stands. Only two statuses carry a payload. */
export type UploadPhase =
  /** Known from the journal; its file is not at hand. */
  | { readonly status: 'interrupted' }
  | { readonly status: 'queued' }
  | { readonly status: 'preparing' }
  | { readonly status: 'uploading' }
  | { readonly status: 'paused' }
  | { readonly status: 'finishing' }
  | { readonly status: 'done'; readonly object: StoredObject }
  | { readonly status: 'failed'; readonly error: UploadFailure }
  | { readonly status: 'canceled' }

export type UploadStatus = UploadPhase['status']

/** What keeps an upload from moving right now. People read it; the machine does not branch on it. */
export type WaitingFor = 'network' | 'credentials' | 'file' | 'tab' | 'retry' | 'confirmation'

/**
 * How far the file is: `hand` when nobody is needed to read it, `click` when one click in this page
 * lets the browser open it again (`resume()` inside the click), `none` when it has to be chosen.
 */
export type FileAt = 'hand' | 'click' | 'none'

/**
 * Who drives an upload: this tab, another one that this tab mirrors, or another one that left the
 * last command unanswered.
 */
export type UploadOwner = 'here' | 'elsewhere' | 'silent'

export interface FileInfo {
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** MIME type; `''` where the browser knows none. */
  readonly type: string
  /** Epoch milliseconds. */
  readonly lastModified: number
  /** Path inside the chosen folder, with `/`; `''` outside one. */
  readonly relativePath: string
}

/** Facts beside the phase: flat, structured-cloneable, under 1 kB, replaced on change. */
export interface UploadFacts {
  readonly id: string
  /** The component or form that the upload belongs to. */
  readonly group: string
  readonly file: FileInfo
  /** Bytes that the network took; never goes backwards. */
  readonly sentBytes: number
  /** 0 until the parts are planned. */
  readonly partCount: number
  readonly storedParts: number
  /** Parts that an earlier visit or run had stored, which are not sent again. */
  readonly reusedParts: number
  /** Bytes a second; `null` until measured and while nothing moves. */
  readonly rate: number | null
  readonly secondsLeft: number | null
  readonly waitingFor: WaitingFor | null
  readonly fileAt: FileAt
  /**
   * Epoch milliseconds at which another browser began this upload; `null` for our own. Until its
   * file is chosen `file.size` is what the storage holds, and the file's own size is not known.
   */
  readonly begunElsewhereAt: number | null
  readonly owner: UploadOwner
  /** `unavailable`: the browser keeps no memory of this upload; a reload would lose its progress. */
  readonly journal: 'ready' | 'unavailable'
}

/** An immutable view of one upload. A new object means that something changed. */
export type UploadSnapshot = UploadPhase & UploadFacts

/** From 0 to 1, never backwards, and 1 only when the object exists. */
export function progressOf(snapshot: UploadSnapshot): number {
  if (snapshot.status === 'done') return 1
  const { size } = snapshot.file
  return size === 0 ? 0 : Math.min(0.99, snapshot.sentBytes / size)
}

/** Nothing more will happen by itself, and nothing is left to resume. */
export function isSettled(status: UploadStatus): boolean {
  return status === 'done' || status === 'canceled'
}

/** What runs takes no other file. Where its tab is silent nobody knows whether it does. */
export function takesNoFile({ status, owner }: UploadSnapshot): boolean {
  return status === 'done' || (isRunning(status) && owner !== 'silent')
}

/** A run of this upload is under way or about to begin. */
export function isRunning(status: UploadStatus): boolean {
  return (
    status === 'queued' ||
    status === 'preparing' ||
    status === 'uploading' ||
    status === 'finishing'
  )
}
