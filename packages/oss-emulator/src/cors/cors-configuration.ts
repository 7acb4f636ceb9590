/** One rule of a bucket's CORS configuration, as in PutBucketCors. */
export interface CorsRule {
  /** Scheme, host and port; at most one `*` each. */
  readonly allowedOrigins: readonly string[]
  readonly allowedMethods: readonly CorsMethod[]
  /** Names in any case; at most one `*` each. @default [] */
  readonly allowedHeaders?: readonly string[]
  /** No `*`. @default [] */
  readonly exposeHeaders?: readonly string[]
  /** How long a browser may remember a preflight, in seconds. */
  readonly maxAgeSeconds?: number
}

export const corsMethods = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'] as const
export type CorsMethod = (typeof corsMethods)[number]

export interface CorsConfiguration {
  readonly rules: readonly CorsRule[]
  /** `Vary: Origin` on every answer. */
  readonly responseVary: boolean
}

/** What a page under development needs: every origin, and every header that an uploader reads. */
export const developmentCorsRules: readonly CorsRule[] = [
  {
    allowedOrigins: ['*'],
    allowedMethods: corsMethods,
    allowedHeaders: ['*'],
    exposeHeaders: [
      'ETag',
      'x-oss-request-id',
      'x-oss-hash-crc64ecma',
      'x-oss-ec',
      'x-oss-err',
      'x-oss-version-id',
      'Date',
      'Retry-After',
      'x-oss-qos-delay-time',
    ],
    maxAgeSeconds: 600,
  },
]
