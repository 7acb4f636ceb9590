import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'

/** The pair of keys that callbacks are signed with: OSS signs with RSA and MD5. */
export interface CallbackKey {
  /** PEM. */
  publicKey(): string
  /** Base64. */
  sign(text: string): string
}

/** Made when it is first needed. */
export function createCallbackKey(): CallbackKey {
  let pair: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } | null = null
  const keys = () => (pair ??= generateKeyPairSync('rsa', { modulusLength: 1024 }))
  return {
    publicKey: () => keys().publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text) => createSign('RSA-MD5').update(text).sign(keys().privateKey, 'base64'),
  }
}
