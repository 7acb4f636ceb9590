import type { Crc64 } from '../model/crc64.ts'

/** A multipart form whose last field is the file. */
export interface FormFields {
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly file: Blob
  readonly fileName: string
}

export interface TransportRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /**
   * A Blob is sent without its own type: a signed request carries a `Content-Type` only where
   * `headers` names one.
   */
  readonly body?: Blob | FormFields
  /** Report the CRC-64 of the body's file bytes. The storage's own says whether those arrived. */
  readonly crc64?: boolean
  /** File bytes that the network took so far. Absent: nobody listens, and no preflight is caused. */
  readonly onProgress?: (sentBytes: number) => void
}

export interface TransportResponse {
  readonly status: number
  /** `null` when absent or not exposed by CORS. */
  readonly header: (name: string) => string | null
  readonly text: string
  /** Present when `crc64` was asked for. */
  readonly sentCrc64?: Crc64
}

/**
 * Sends one request, once. Any HTTP status resolves; a request without an answer rejects with
 * `network-failed`, or with `server-busy` where a host that was heard before hides one; a body that cannot be read with `file-changed` or `file-unreadable`, an aborted
 * one with the signal's reason.
 */
export type Transport = (
  request: TransportRequest,
  signal: AbortSignal,
) => Promise<TransportResponse>
