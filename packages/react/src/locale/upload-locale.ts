import type { UploadErrorCode, UploadStatus, WaitingFor } from '@resumable-upload/core'

/** Why a file was not taken: what the uploader says, or what the component itself finds. */
export type RejectionReason =
  | UploadErrorCode
  | 'type-not-accepted'
  | 'one-file-only'
  | 'empty-folder'
  | 'not-interrupted'

/** What somebody who cannot see the list is told. */
export type Milestone = 'added' | 'half' | 'done' | 'failed' | 'needsFile' | 'needsClick'

/**
 * Everything a person reads, in one language. Sizes, dates and the like come in ready to read;
 * counts come as numbers, so that each language can decline its nouns.
 */
export interface UploadLocale {
  /** BCP 47. Numbers, sizes, speeds, durations and dates follow it. */
  readonly language: string
  readonly dropzone: {
    readonly drop: string
    readonly choose: string
    readonly chooseFolder: string
    readonly release: string
    readonly hint: string
  }
  /** `uploading` and `failed` are said in other words where more is known. */
  readonly statuses: Readonly<Record<UploadStatus, string>>
  readonly waitingFor: Readonly<Record<WaitingFor, string>>
  readonly errors: Readonly<Record<UploadErrorCode, string>>
  readonly rejections: Readonly<Record<Exclude<RejectionReason, UploadErrorCode>, string>>
  readonly notes: {
    /** Nothing could be compared with what the storage holds. */
    readonly unverified: string
    readonly callbackFailed: string
    /** A reload would lose the progress. */
    readonly noMemory: string
    readonly reused: (parts: string, ofParts: string) => string
    readonly pausedAt: (percent: string) => string
    readonly interruptedAt: (percent: string) => string
    /** The browser can open the file again. */
    readonly readyAt: (percent: string) => string
    /** `stored` is a size. */
    readonly begunElsewhere: (began: string, stored: string) => string
  }
  readonly progress: {
    readonly of: (sent: string, size: string) => string
    readonly fewSecondsLeft: string
    readonly left: (duration: string) => string
    /** Joins percent and time left for a screen reader. */
    readonly join: (percent: string, left: string) => string
  }
  readonly actions: {
    readonly pause: (name: string) => string
    readonly resume: (name: string) => string
    readonly retry: (name: string) => string
    readonly cancel: (name: string) => string
    readonly remove: (name: string) => string
    readonly chooseAgain: (name: string) => string
    readonly chooseAgainWithFacts: (name: string, size: string, changed: string) => string
    readonly startOver: (name: string) => string
    readonly dismiss: string
  }
  readonly details: {
    readonly show: string
    readonly code: string
    readonly requestId: string
    readonly ec: string
    readonly part: string
    readonly copy: string
    readonly copied: string
  }
  readonly summary: {
    readonly label: string
    readonly done: (done: number, files: number) => string
    readonly failed: (files: number) => string
    readonly pauseAll: string
    readonly resumeAll: string
    readonly retryFailed: string
    readonly clear: string
  }
  readonly restore: {
    readonly interrupted: (uploads: number) => string
    readonly hint: string
    readonly readyHint: string
    /** Lets those continue whose files the browser can open again. */
    readonly goOn: (uploads: number) => string
    readonly chooseAll: (files: number) => string
  }
  readonly news: Readonly<Record<Milestone, (files: number, name: string) => string>>
  readonly list: string
  readonly andMore: (files: number) => string
}
