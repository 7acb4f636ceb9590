import type { UploadErrorCode, UploadStatus, WaitingFor } from '@resumable-upload/core'

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
    /** While what is dragged would not be taken. */
    readonly refuse: string
    readonly hint: string
  }
  /** `uploading` and `failed` are said in other words where more is known. */
  readonly statuses: Readonly<Record<UploadStatus, string>>
  readonly waitingFor: Readonly<Record<WaitingFor, string>>
  readonly errors: Readonly<Record<UploadErrorCode, string>>
  readonly rejections: {
    readonly 'type-not-accepted': string
    readonly 'one-file-only': string
    /** Limits of size come in ready to read. */
    readonly 'too-small': (limit: string) => string
    readonly 'too-large': (limit: string) => string
    readonly 'too-large-together': (limit: string) => string
    readonly 'too-many': (limit: number) => string
    readonly duplicate: string
    readonly 'empty-folder': string
    readonly 'not-interrupted': string
  }
  readonly notes: {
    /** Nothing could be compared with what the storage holds. */
    readonly unverified: string
    readonly callbackFailed: string
    /** A reload would lose the progress. */
    readonly noMemory: string
    /** Another tab drives it, and it does not run there right now. */
    readonly elsewhere: string
    /** The tab that drives it left a command unanswered. */
    readonly silent: string
    readonly reused: (parts: string, ofParts: string) => string
    /** Added, and held back until somebody starts it. */
    readonly notStarted: string
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
    readonly start: (name: string) => string
    readonly preview: (name: string) => string
    readonly download: (name: string) => string
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
    readonly startAll: string
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
  /** What the cells of one upload say, for those who cannot see them. Counts. */
  readonly parts: (stored: number, ofParts: number, sending: number) => string
  /** Why a form cannot be sent yet. */
  readonly form: {
    readonly required: string
    readonly unfinished: string
    readonly failed: string
  }
  readonly list: string
  /** Names the list of files that were there before. */
  readonly storedList: string
  readonly andMore: (files: number) => string
}
