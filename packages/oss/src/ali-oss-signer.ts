import { loadAliOss, type LoadAliOss, openAliOssKeys } from './ali-oss-key.ts'
import { createCredentialSigner } from './credential-signer.ts'
import type { CredentialsOptions } from './credentials.ts'
import type { Signer } from './signer.ts'

export interface AliOssSignerOptions extends CredentialsOptions {
  /** Where the SDK comes from, for pages that have it already. @default () => import('ali-oss') */
  readonly load?: LoadAliOss
}

/** Signs with the official SDK, which is loaded on first use. Works on pages without https too. */
export function aliOssSigner({ load = loadAliOss, ...options }: AliOssSignerOptions): Signer {
  return createCredentialSigner(options, openAliOssKeys(load))
}
