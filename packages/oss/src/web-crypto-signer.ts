import { createCredentialSigner } from './credential-signer.ts'
import type { CredentialsOptions } from './credentials.ts'
import type { Signer } from './signer.ts'
import { openWebCryptoKey } from './web-crypto-key.ts'

/** Signs with WebCrypto: no SDK to load, but a secure page (https or localhost) is needed. */
export function webCryptoSigner(options: CredentialsOptions): Signer {
  return createCredentialSigner(options, openWebCryptoKey)
}
