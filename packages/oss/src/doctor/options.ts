import type { CallbackOutcome, FileInfo, ObjectFacts } from '@resumable-upload/core'
import type { GetCredentials } from '../credentials.ts'
import type { DestinationOptions } from '../endpoint.ts'
import type { Signer } from '../signer.ts'
import type { UploadCallback } from '../upload-callback.ts'
import type { DoctorPorts } from './ports.ts'
import type { DoctorTexts } from './texts/doctor-texts.ts'

/** Give what `createOssStorage` is given; whatever is left out is not looked at. */
export interface DiagnoseOptions extends DestinationOptions {
  readonly getCredentials?: GetCredentials
  /** In place of `getCredentials`, where a server signs. */
  readonly signer?: Signer
  /** Tells where this user may write. @default uploads/{yyyy-mm-dd}/{uuid}/{name} */
  readonly objectKey?: (file: FileInfo) => string
  /** Given: the credentials need no `oss:GetObject`. */
  readonly headObject?: (key: string, signal: AbortSignal) => Promise<ObjectFacts | null>
  readonly callback?: UploadCallback
  /** What the last upload's object said of its callback. */
  readonly lastCallback?: CallbackOutcome
  /** Asks your server for the bucket's lifecycle rules: a page has no right to. */
  readonly readLifecycle?: (signal: AbortSignal) => Promise<readonly LifecycleRule[]>
  /** @default English */
  readonly texts?: DoctorTexts
  readonly signal?: AbortSignal
  /** @default those of this page */
  readonly ports?: DoctorPorts
  readonly patience?: Patience
}

/** In milliseconds. */
export interface Patience {
  /** A host that says nothing for so long is silent. @default 15 seconds */
  readonly silent?: number
  /** An answer that takes longer is slow. @default 3 seconds */
  readonly slow?: number
}

/** As the official SDK gives it (`getBucketLifecycle`). */
export interface LifecycleRule {
  readonly prefix?: string
  readonly status: string
  readonly abortMultipartUpload?: {
    readonly days?: number | string
    readonly createdBeforeDate?: string
  }
}
