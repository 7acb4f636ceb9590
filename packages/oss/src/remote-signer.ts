import { lateSigner } from './late-signer.ts'
import type { HeaderRecord } from './object-headers.ts'
import type { Signer } from './signer.ts'

export interface RemoteSignerOptions {
  /** Where `signHandler` of your server answers. */
  readonly url: string
  /** Sent with every question, such as a CSRF token. */
  readonly headers?: () => HeaderRecord | Promise<HeaderRecord>
  /** @default the browser's, with the cookies of the same origin */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Parts that one question signs at most, the asked-for one included; 1 to 100. @default 16 */
  readonly partsAtOnce?: number
}

/** Your server signs, and no secret ever reaches the page. Parts are signed some ahead. */
export function remoteSigner(options: RemoteSignerOptions): Signer {
  return lateSigner(async () => {
    const { createServerSigner } = await import('./server-signer.ts')
    return createServerSigner(options)
  })
}
