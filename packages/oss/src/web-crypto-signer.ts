import type { CredentialsOptions } from './credentials.ts'
import { pageSigner } from './page-signer.ts'
import type { Signer } from './signer.ts'

/** Signs with WebCrypto: no SDK to load, but a secure page (https or localhost) is needed. */
export function webCryptoSigner(options: CredentialsOptions): Signer {
  return pageSigner(options, async () => (await import('./web-crypto-key.ts')).openWebCryptoKey)
}
