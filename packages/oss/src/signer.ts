import type {
  Clock,
  FormFields,
  Neighbours,
  Observable,
  StorageNotice,
} from '@resumable-upload/core'
import type { CredentialsStatus } from './credentials-status.ts'
import type { Destination } from './endpoint.ts'
import type { Operation } from './operation.ts'
import type { HeaderRecord } from './object-headers.ts'
import type { ServerClock } from './server-clock.ts'

export interface SigningContext {
  readonly destination: Destination
  readonly clock: Clock
  readonly serverClock: ServerClock
  readonly signal: AbortSignal
  readonly notice?: (notice: StorageNotice) => void
  /**
   * The forms stay in the page that has them signed: one signature may serve many files. Otherwise
   * each is good for its own key, size and type alone.
   */
  readonly sharesForms?: boolean
  /** Other tabs, to get by with the same credentials. */
  readonly neighbours?: Neighbours
}

/** A request that carries its right with it, in its URL or in the fields of its form. */
export interface SignedRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  readonly url: string
  readonly headers: HeaderRecord
  /** Of a form, without the file. */
  readonly fields?: FormFields['fields']
  /** Epoch milliseconds on the server's clock. */
  readonly expiresAt: number
  /** Of the credentials it was signed with. */
  readonly generation: number
}

/** Turns operations into requests that OSS accepts. Check an implementation with `describeSigner`. */
export interface Signer {
  /** In the order of the operations. Rejects with an `UploadError`, or with the signal's reason. */
  sign(operations: readonly Operation[], context: SigningContext): Promise<readonly SignedRequest[]>
  /** OSS refused the credentials of this generation: sign with newer ones from now on. */
  reject(generation: number): void
  /** Somebody else may have signed in: forget all credentials. */
  reset(): void
  /** Where the page has credentials of its own. */
  readonly credentials?: Observable<CredentialsStatus>
}
