import type { Uploader } from '@resumable-upload/core'
import { createUploader } from '@resumable-upload/core/browser'
import {
  createObjectKey,
  createOssStorage,
  type OssStorage,
  remoteSigner,
} from '@resumable-upload/oss'
import { api, type Config, session } from './api.ts'
import { createTokenLog, type TokenLog } from './token-log.ts'

export interface DemoUploader {
  readonly storage: OssStorage
  readonly tokens: TokenLog
  readonly uploader: Uploader
}

/** All there is to set up: where objects go, where tokens come from, whose uploads these are. */
export function createDemoUploader(config: Config): DemoUploader {
  const { bucket, endpoint, prefix, region, user, partSize, signer, callback } = config
  const tokens = createTokenLog()

  const storage = createOssStorage({
    bucket,
    region,
    endpoint,
    ...(signer === 'server'
      ? { signer: remoteSigner({ url: '/api/sign', fetch: session.fetch }) }
      : { getCredentials: tokens.watch(api.token) }),
    ...(callback && { callback }),
    objectKey: (file) => createObjectKey(file, { prefix }),
    listUnfinished: api.unfinished,
  })
  const uploader = createUploader({ storage, scope: user, partSize })

  return { storage, tokens, uploader }
}
