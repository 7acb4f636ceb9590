import {
  type Authorize,
  callbackHandler,
  createRateLimit,
  createTokenIssuer,
  type Handler,
  type HandlerPorts,
  healthHandler,
  metricsHandler,
  objectsHandler,
  orderCallback,
  reachable,
  signHandler,
  stsHandler,
  uploadsHandler,
} from '@resumable-upload/server'
import { aliOssAssumeRole, aliOssBucket } from '@resumable-upload/server/ali-oss'
import type { PromMetrics } from './prom-metrics.ts'
import type { StorageSettings } from './settings.ts'
import type { CallbackRecords } from './callback-records.ts'
import { createStorageClient } from './storage-client.ts'

export interface KitOptions {
  readonly storage: StorageSettings
  readonly authorize: Authorize
  readonly ports: HandlerPorts
  readonly metrics: PromMetrics
  /** For one person. */
  readonly tokensPerMinute: number
  /** Where OSS reaches `/api/callback`; absent where it cannot. */
  readonly callbackUrl: string | undefined
  readonly callbacks: CallbackRecords
}

export type KitHandlers = Readonly<
  Record<'sts' | 'sign' | 'callback' | 'uploads' | 'objects' | 'health' | 'metrics', Handler>
>

/** Every handler of the kit, set up for this bucket. */
export function createKit(options: KitOptions): KitHandlers {
  const { storage, authorize, ports, metrics, tokensPerMinute, callbackUrl, callbacks } = options
  const { accessKeyId, accessKeySecret, roleArn, stsEndpoint, tokenSeconds } = storage
  const { bucket: name, region, endpoint } = storage
  const keys = { accessKeyId, accessKeySecret, roleArn, endpoint: stsEndpoint }
  const tokens = createTokenIssuer({
    assumeRole: aliOssAssumeRole(keys),
    bucket: name,
    duration: tokenSeconds,
    metrics,
  })
  const bucket = aliOssBucket(createStorageClient(storage))
  const common = { ...ports, metrics, authorize }
  return {
    sts: stsHandler({
      ...common,
      tokens,
      rateLimit: createRateLimit({ burst: tokensPerMinute, seconds: 60 }),
    }),
    sign: signHandler({
      ...common,
      tokens,
      bucket: name,
      region,
      endpoint,
      rateLimit: createRateLimit({ burst: tokensPerMinute * operationsPerToken, seconds: 60 }),
      // A library of anybody's files: they are given out as downloads only.
      allowType: () => true,
      ...(callbackUrl !== undefined && { callback: () => orderCallback({ url: callbackUrl }) }),
    }),
    callback: callbackHandler({
      ...common,
      bucket: name,
      head: (key) => bucket.head(key),
      async onUpload({ key, size }) {
        callbacks.add(key)
        return { stored: key, size }
      },
      // The emulator signs with a key of its own.
      ...(isLocal(endpoint) && { keyOrigins: [stsEndpoint] }),
    }),
    uploads: uploadsHandler({ ...common, bucket }),
    objects: objectsHandler({ ...common, bucket }),
    health: healthHandler({
      ...ports,
      metrics,
      tokens,
      checks: { sts: reachable(stsEndpoint), bucket: reachable(endpoint) },
    }),
    metrics: metricsHandler({ read: () => metrics.read() }),
  }
}

/** A part is one operation; a fast line sends some hundred a second. */
const operationsPerToken = 300

function isLocal(endpoint: string): boolean {
  return new URL(endpoint).hostname === 'localhost'
}
