import { createOssEmulator } from '@resumable-upload/oss-emulator'
import type { StorageSettings } from './settings.ts'

export interface EmbeddedEmulator {
  readonly settings: StorageSettings
  close(): Promise<void>
}

export interface EmulatorPlace {
  readonly dataDir: string
  /** 0 picks a free one. */
  readonly port: number
  readonly tokenSeconds: number
}

/** An OSS in this process, which the rest of the server cannot tell from the real one. */
export async function startEmulator({
  dataDir,
  port,
  tokenSeconds,
}: EmulatorPlace): Promise<EmbeddedEmulator> {
  const emulator = await createOssEmulator({ dataDir, port, minimumTokenSeconds: tokenSeconds })
  const { url, region } = emulator
  const [account] = emulator.accounts
  const [role] = emulator.roles
  const [bucket] = emulator.buckets
  if (!account || !role || !bucket) throw new Error('The emulator has no account, role or bucket.')
  const { accessKeyId, accessKeySecret } = account
  const endpoints = { endpoint: url, stsEndpoint: url }
  const keys = { accessKeyId, accessKeySecret, roleArn: role.arn }
  return {
    settings: { region, bucket, ...endpoints, ...keys, tokenSeconds },
    close: () => emulator.close(),
  }
}
