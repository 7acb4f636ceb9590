import type { HeaderRecord } from './object-headers.ts'
import type { UploadCallback } from './upload-callback.ts'

/** What an upload asks of OSS, before it is signed. Plain data: a server may sign it as well. */
export type Operation =
  | { readonly type: 'open'; readonly key: string; readonly headers: HeaderRecord }
  | {
      readonly type: 'sendPart'
      readonly key: string
      readonly uploadId: string
      readonly part: number
      /** Bits a second. */
      readonly trafficLimit?: number
    }
  | {
      readonly type: 'listParts'
      readonly key: string
      readonly uploadId: string
      /** Parts with a higher number only. */
      readonly after: number
    }
  | {
      readonly type: 'complete'
      readonly key: string
      readonly uploadId: string
      readonly headers: HeaderRecord
      readonly callback?: UploadCallback
    }
  | { readonly type: 'discard'; readonly key: string; readonly uploadId: string }
  | { readonly type: 'findObject'; readonly key: string }
  | {
      readonly type: 'sendWhole'
      readonly key: string
      /** In bytes; OSS refuses any other. */
      readonly size: number
      readonly headers: HeaderRecord
      readonly callback?: UploadCallback
      /** Bits a second. */
      readonly trafficLimit?: number
    }
