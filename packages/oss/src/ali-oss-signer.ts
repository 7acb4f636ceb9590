import type { LoadAliOss } from './ali-oss-key.ts'
import type { CredentialsOptions } from './credentials.ts'
import { pageSigner } from './page-signer.ts'
import type { Signer } from './signer.ts'

export interface AliOssSignerOptions extends CredentialsOptions {
  /** Where the SDK comes from, for pages that have it already. @default () => import('ali-oss') */
  readonly load?: LoadAliOss
}

/** Signs with the official SDK, which is loaded on first use. Works on pages without https too. */
export function aliOssSigner({ load, ...options }: AliOssSignerOptions): Signer {
  return pageSigner(options, async () => {
    const { loadAliOss, openAliOssKeys } = await import('./ali-oss-key.ts')
    return openAliOssKeys(load ?? loadAliOss)
  })
}
