export { aliOssAssumeRole } from './ali-oss-assume-role.ts'
export type { AliOssAssumeRoleOptions } from './ali-oss-assume-role.ts'
