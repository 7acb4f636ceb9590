export { aliOssAssumeRole } from './ali-oss-assume-role.ts'
export type { AliOssAssumeRoleOptions } from './ali-oss-assume-role.ts'
export { aliOssBucket } from './ali-oss-bucket.ts'
export type { AliOssBucketOptions } from './ali-oss-bucket.ts'
