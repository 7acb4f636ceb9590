export { aliOssSigner } from './ali-oss-signer.ts'
export type { AliOssSignerOptions } from './ali-oss-signer.ts'
export type { AliOss, AliOssClient, LoadAliOss } from './ali-oss-key.ts'
export { createCredentials } from './credentials.ts'
export type {
  Credentials,
  CredentialsContext,
  CredentialSet,
  CredentialsOptions,
  GetCredentials,
} from './credentials.ts'
export type { CredentialsStatus } from './credentials-status.ts'
export type { Destination, DestinationOptions } from './endpoint.ts'
export type { ListUnfinished, UnfinishedPage, UnfinishedQuery } from './list-unfinished.ts'
export type { Disposition, HeaderRecord, ObjectHeaders } from './object-headers.ts'
export { createObjectKey } from './object-key.ts'
export type { ObjectKeyOptions } from './object-key.ts'
export type { Operation } from './operation.ts'
export { createOssStorage } from './oss-storage.ts'
export type { OssStorage, OssStorageOptions } from './oss-storage.ts'
export type {
  CredentialsAnswer,
  PermanentKey,
  StsAnswer,
  StsCredentials,
} from './read-credentials.ts'
export { remoteSigner } from './remote-signer.ts'
export type { RemoteSignerOptions } from './remote-signer.ts'
export { createServerClock } from './server-clock.ts'
export type { ServerClock } from './server-clock.ts'
export type { CredentialsSharing } from './shared-credentials.ts'
export type { SignedRequest, Signer, SigningContext } from './signer.ts'
export type { UploadCallback } from './upload-callback.ts'
export { webCryptoSigner } from './web-crypto-signer.ts'
