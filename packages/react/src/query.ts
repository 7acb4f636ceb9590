'use client'

export {
  credentialsQuery,
  type CredentialsQueryOptions,
  type CredentialsStatus,
} from './query/credentials-query.ts'
export { invalidateOnDone } from './query/invalidate-on-done.ts'
export { objectsQuery, type ObjectsQueryOptions } from './query/objects-query.ts'
export { uploadMutation, type UploadVariables } from './query/upload-mutation.ts'
export { useCredentialsStatus } from './query/use-credentials-status.ts'
