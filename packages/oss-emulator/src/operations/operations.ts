import type { Answer } from '../http/answer.ts'
import { abortMultipartUpload } from './abort-multipart-upload.ts'
import { deleteBucketCors, getBucketCors, putBucketCors } from './bucket-cors.ts'
import {
  deleteBucketLifecycle,
  getBucketLifecycle,
  putBucketLifecycle,
} from './bucket-lifecycle.ts'
import type { Call } from './call.ts'
import { completeMultipartUpload } from './complete-multipart-upload.ts'
import { deleteObject } from './delete-object.ts'
import { getObject, getObjectMeta, headObject } from './get-object.ts'
import { initiateMultipartUpload } from './initiate-multipart-upload.ts'
import { listMultipartUploads } from './list-multipart-uploads.ts'
import { listObjects, listObjectsV2 } from './list-objects.ts'
import { listParts } from './list-parts.ts'
import type { OperationName } from './operation-name.ts'
import { putObject } from './put-object.ts'
import { uploadPart } from './upload-part.ts'

/** Operations on a bucket that exists, signed in header or URL. */
export type BucketOperation = Exclude<
  OperationName,
  'AssumeRole' | 'Preflight' | 'PutBucket' | 'PostObject'
>

export const operations: Readonly<Record<BucketOperation, (call: Call) => Promise<Answer>>> = {
  PutObject: putObject,
  HeadObject: headObject,
  GetObjectMeta: getObjectMeta,
  GetObject: getObject,
  DeleteObject: deleteObject,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  GetBucketCors: getBucketCors,
  PutBucketCors: putBucketCors,
  DeleteBucketCors: deleteBucketCors,
  GetBucketLifecycle: getBucketLifecycle,
  PutBucketLifecycle: putBucketLifecycle,
  DeleteBucketLifecycle: deleteBucketLifecycle,
  InitiateMultipartUpload: initiateMultipartUpload,
  UploadPart: uploadPart,
  ListParts: listParts,
  ListMultipartUploads: listMultipartUploads,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
}
