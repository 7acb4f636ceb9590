import type { UploadErrorCode } from '@resumable-upload/core'

/** Why something was not taken: what the uploader says, or what the component itself finds. */
export type RejectionReason =
  | UploadErrorCode
  | 'type-not-accepted'
  | 'one-file-only'
  | 'too-small'
  | 'too-large'
  | 'too-large-together'
  | 'too-many'
  | 'duplicate'
  | 'empty-folder'
  | 'not-interrupted'

/** What `validate` finds wrong with a file, in the words of the application. */
export interface FileError {
  readonly code: string
  readonly message: string
}

/** Something that was not taken, and why. */
export interface Rejection {
  /** Path or name; `''` where no single file is meant. */
  readonly name: string
  readonly file?: File
  readonly reason: RejectionReason | FileError
  /** The limit that was broken: bytes, or files. */
  readonly limit?: number
}
