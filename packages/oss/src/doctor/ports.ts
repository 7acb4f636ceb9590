import type { Clock, Transport } from '@resumable-upload/core'
import type { SignedRequest } from '../signer.ts'

/** What the doctor takes from the platform; `createBrowserPorts` gives a page's. */
export interface DoctorPorts {
  readonly transport: Transport
  readonly clock: Clock
  readonly page: DoctorPage
}

/** Facts that only the page knows. */
export interface DoctorPage {
  /** `https://app.example.com`; `null` for a page without one (sandboxed, a file). */
  readonly origin: string | null
  /** `https:` */
  readonly protocol: string
  /** A secure context, as browsers call https and localhost. */
  readonly isSecure: boolean
  /** A service worker stands between page and network. */
  readonly hasServiceWorker: boolean
  /** Tries what uploads need, and tells what the page's content security policy forbids. */
  tryPolicy(url: string, signal: AbortSignal): Promise<readonly Forbidden[]>
  /** Sends with progress watched. `false` when not one event came before the answer. */
  seesProgress(request: SignedRequest, body: Blob, signal: AbortSignal): Promise<boolean>
  /** Opens a database and removes it. Rejects where the browser keeps none. */
  tryDatabase(): Promise<void>
  /** Bytes; `null` where the browser does not tell. */
  estimateStorage(): Promise<{ readonly quota: number; readonly usage: number } | null>
}

export interface Forbidden {
  readonly what: 'connect' | 'worker' | 'wasm'
  /** The directive of the policy, for example `connect-src`; `null` when something else forbids it. */
  readonly directive: string | null
}
