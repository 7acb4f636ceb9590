import type { Uploader } from '@resumable-upload/core'
import { createUploader } from '@resumable-upload/core/browser'
import {
  createObjectKey,
  createOssStorage,
  type OssStorage,
  type OssStorageOptions,
  remoteSigner,
} from '@resumable-upload/oss'
import { api, type Config, session } from './api.ts'
import { createTokenLog, type TokenLog } from './token/token-log.ts'

export interface DemoUploader {
  readonly storage: OssStorage
  /** What the storage was made with; the doctor is given the same. */
  readonly storageOptions: OssStorageOptions
  readonly tokens: TokenLog
  readonly uploader: Uploader
}

/** All there is to set up: where objects go, where tokens come from, whose uploads these are. */
export function createDemoUploader(config: Config): DemoUploader {
  const { bucket, endpoint, prefix, region, user, partSize, signer, callback } = config
  const tokens = createTokenLog()

  const storageOptions: OssStorageOptions = {
    bucket,
    region,
    endpoint,
    ...(signer === 'server'
      ? { signer: remoteSigner({ url: '/api/sign', fetch: session.fetch }) }
      : { getCredentials: tokens.watch(api.token) }),
    ...(callback && { callback }),
    objectKey: (file) => createObjectKey(file, { prefix }),
    listUnfinished: api.unfinished,
  }
  const storage = createOssStorage(storageOptions)
  const uploader = createUploader({ storage, scope: user, partSize })

  return { storage, storageOptions, tokens, uploader }
}
