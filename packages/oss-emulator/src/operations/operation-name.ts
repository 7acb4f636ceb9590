/** The calls that the emulator answers, named as OSS's documentation names them. */
export const operationNames = [
  'PutObject',
  'PostObject',
  'HeadObject',
  'GetObjectMeta',
  'GetObject',
  'DeleteObject',
  'ListObjects',
  'ListObjectsV2',
  'PutBucket',
  'GetBucketCors',
  'PutBucketCors',
  'DeleteBucketCors',
  'GetBucketLifecycle',
  'PutBucketLifecycle',
  'DeleteBucketLifecycle',
  'InitiateMultipartUpload',
  'UploadPart',
  'ListParts',
  'ListMultipartUploads',
  'CompleteMultipartUpload',
  'AbortMultipartUpload',
  'AssumeRole',
  'Preflight',
] as const

export type OperationName = (typeof operationNames)[number]
