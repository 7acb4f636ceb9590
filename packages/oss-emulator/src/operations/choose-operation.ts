import { hasParameter } from '../auth/find-parameter.ts'
import { OssError } from '../oss-error.ts'
import type { RequestFacts } from '../request-facts.ts'
import type { OperationName } from './operation-name.ts'

/** Which operation a request asks for; `null` for none that the emulator knows. */
export function chooseOperation(request: RequestFacts): OperationName | null {
  if (request.method === 'OPTIONS') return 'Preflight'
  if (request.bucket === null) return chooseServiceOperation(request)
  if (findUnknownWish(request) !== '') return null
  const table = request.key === '' ? bucketOperations : objectOperations
  const operation = table[`${request.method} ${findSubresource(request)}`] ?? null
  const isSecondVersion = operation === 'ListObjects' && hasParameter(request, 'list-type')
  return isSecondVersion ? 'ListObjectsV2' : operation
}

/** The error for a request that asks for no operation the emulator knows. */
export function unknownOperation(request: RequestFacts): OssError {
  const { method, bucket } = request
  const unknown = findUnknownWish(request) || findSubresource(request)
  const what = unknown || (bucket === null ? 'service calls' : '')
  if (what === '') {
    const message = 'The specified method is not allowed against this resource.'
    return new OssError(405, 'MethodNotAllowed', message, { details: { Method: method } })
  }
  const message = `The emulator does not implement ${method} with ${what}.`
  return new OssError(400, 'NotImplemented', message, { details: { Header: what } })
}

const bucketOperations: Readonly<Record<string, OperationName>> = {
  'PUT ': 'PutBucket',
  'GET ': 'ListObjects',
  'POST ': 'PostObject',
  'GET uploads': 'ListMultipartUploads',
  'GET cors': 'GetBucketCors',
  'PUT cors': 'PutBucketCors',
  'DELETE cors': 'DeleteBucketCors',
  'GET lifecycle': 'GetBucketLifecycle',
  'PUT lifecycle': 'PutBucketLifecycle',
  'DELETE lifecycle': 'DeleteBucketLifecycle',
}

const objectOperations: Readonly<Record<string, OperationName>> = {
  'PUT ': 'PutObject',
  'GET ': 'GetObject',
  'HEAD ': 'HeadObject',
  'DELETE ': 'DeleteObject',
  'HEAD objectMeta': 'GetObjectMeta',
  'GET objectMeta': 'GetObjectMeta',
  'POST uploads': 'InitiateMultipartUpload',
  'PUT uploadId': 'UploadPart',
  'GET uploadId': 'ListParts',
  'POST uploadId': 'CompleteMultipartUpload',
  'DELETE uploadId': 'AbortMultipartUpload',
}

/** Query names that turn a request into another one, known to the emulator or not. */
const subresources = [
  'uploads',
  'uploadId',
  'cors',
  'objectMeta',
  'acl',
  'append',
  'bucketInfo',
  'delete',
  'encryption',
  'inventory',
  'lifecycle',
  'location',
  'logging',
  'policy',
  'publicAccessBlock',
  'referer',
  'replication',
  'requestPayment',
  'restore',
  'stat',
  'symlink',
  'tagging',
  'transferAcceleration',
  'versioning',
  'versions',
  'website',
  'worm',
  'x-oss-process',
]

/** Better refused than ignored: the client would wait for a copy or a call that never comes. */
function findUnknownWish(request: RequestFacts): string {
  const names = ['x-oss-copy-source']
  const isThere = (name: string): boolean =>
    request.headers[name] !== undefined || hasParameter(request, name)
  return names.find(isThere) ?? ''
}

function findSubresource(request: RequestFacts): string {
  return subresources.find((name) => hasParameter(request, name)) ?? ''
}

/** STS takes its parameters from the query or from a form; OSS has no call without a bucket that posts. */
function chooseServiceOperation(request: RequestFacts): OperationName | null {
  const isAssumeRole = request.method === 'POST' || hasParameter(request, 'Action')
  return isAssumeRole ? 'AssumeRole' : null
}
