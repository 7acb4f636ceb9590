import {
  badCredentials,
  busy,
  denied,
  type ErrorRule,
  excerpt,
  misconfigured,
  quote,
  rejected,
} from './error-rule.ts'

export const tooManyRequests: ErrorRule = busy(
  'OSS limits the number of requests right now. The upload goes on in a moment.',
)
const tooMuchTraffic = busy('OSS limits the bandwidth right now. The upload goes on in a moment.')
const damaged: ErrorRule = {
  code: 'damaged-in-transit',
  sentence: 'The bytes that arrived are not those that were sent. They are sent again.',
}
const taken: ErrorRule = {
  code: 'object-exists',
  sentence: 'An object with this key exists and must not be replaced. Choose another key.',
}
export const outdated: ErrorRule = {
  code: 'clock-skewed',
  sentence:
    "The device's clock and OSS's differ. If this stays so, set the clock, and expose the Date header in the CORS rule of the bucket.",
}

/** The bucket is addressed in the wrong place; the answer may name the right one. */
export const elsewhere: ErrorRule = misconfigured(({ endpoint }) =>
  endpoint
    ? `The bucket has another endpoint. Set "endpoint" to "${excerpt(endpoint)}" and "region" to fit.`
    : 'The bucket has another endpoint. Set "region" and "endpoint" to those of the bucket.',
)

/** OSS's codes. A test compares this list with the document of the protocol. */
export const rulesByCode: Readonly<Record<string, ErrorRule>> = {
  RequestTimeout: {
    code: 'timed-out',
    sentence: 'The bytes came too slowly for OSS. They are sent again.',
  },
  IncompleteBody: {
    code: 'network-failed',
    sentence: 'The connection ended before all bytes had arrived. They are sent again.',
  },
  InternalError: busy('OSS had an error of its own. The request is repeated.'),
  ServiceUnavailable: busy('OSS is overloaded. The upload goes on in a moment.'),
  UploadTrafficRateLimitExceeded: tooMuchTraffic,
  DownloadTrafficRateLimitExceeded: tooMuchTraffic,
  TotalQpsLimitExceeded: tooManyRequests,
  QpsLimitExceeded: tooManyRequests,
  MetaOperationQpsLimitExceeded: tooManyRequests,
  ActiveRequestLimitExceeded: tooManyRequests,
  CpuLimitExceeded: tooManyRequests,
  BadRequest: rejected(
    ({ message }) => `OSS did not understand the request${quote(message)}. Report this.`,
  ),

  RequestTimeTooSkewed: outdated,
  SecurityTokenExpired: badCredentials('The security token has expired. A new one is asked for.'),
  InvalidSecurityToken: badCredentials(
    'OSS does not accept the security token. Check that "getCredentials" passes it on unchanged.',
  ),
  AccessKeyIdAndSecurityTokenNotMatch: badCredentials(
    'The access key and the security token come from different answers of STS. Make "getCredentials" return one answer.',
  ),
  InvalidAccessKeyId: badCredentials(
    'OSS does not know the access key (any more). Check that "getCredentials" returns new keys with their security token.',
  ),
  SignatureDoesNotMatch: rejected(
    'OSS computed another signature. Check the access key secret, and that no proxy changes the request.',
  ),

  AccessDenied: denied(
    ({ action, message }) =>
      `OSS denies access${quote(message)}. Allow ${action ?? 'oss:PutObject, oss:ListParts, oss:AbortMultipartUpload and oss:GetObject'} on this key.`,
  ),
  UserDisable: {
    code: 'account-suspended',
    sentence:
      'The Alibaba Cloud account of the bucket is suspended. Ask its owner to settle what is due.',
  },
  AccessForbidden: misconfigured(
    'No CORS rule of the bucket fits this page. Allow its origin, the methods PUT, POST, GET, HEAD and DELETE, and all headers.',
  ),
  PublicEndpointForbidden: misconfigured(
    'This account may not use the public endpoint. Bind a domain to the bucket and use it: "endpoint" with "cname: true".',
  ),
  SecondLevelDomainForbidden: misconfigured(
    'OSS wants the bucket in the host name. Use the endpoint of the region, for example "oss-cn-hangzhou.aliyuncs.com".',
  ),
  NonStandardHostForbidden: misconfigured(
    'The host is not bound to a bucket. Bind the domain in the console, or use the endpoint of the region.',
  ),
  TransferAccelerationDisabled: misconfigured(
    'Transfer acceleration is off for this bucket. Turn it on, or use the endpoint of the region.',
  ),
  PermanentRedirect: elsewhere,
  InvalidBucketName: misconfigured('OSS does not accept the name of the bucket. Check "bucket".'),
  NoSuchBucket: {
    code: 'bucket-not-found',
    sentence: 'There is no such bucket. Check "bucket", "region" and "endpoint".',
  },

  NoSuchUpload: {
    code: 'upload-gone',
    sentence:
      'OSS does not know this upload (any more). Unless its object is there, it begins anew.',
  },
  NoSuchKey: rejected('There is no such object. It may have been deleted.'),
  InvalidPart: {
    code: 'part-missing',
    sentence:
      'OSS misses a part, or has another one. The parts are compared and sent again where they differ.',
  },
  InvalidPartOrder: rejected('The parts were listed out of order. Report this.'),
  EntityTooSmall: rejected(
    'A part is under 100 KiB, or the form is smaller than announced. Begin again with larger parts.',
  ),
  EntityTooLarge: {
    code: 'file-too-large',
    sentence: 'OSS does not take this many bytes in one request. Send the file in parts.',
  },
  InvalidDigest: damaged,
  InvalidCRC64: damaged,

  MalformedXML: rejected('OSS could not read the list of parts. Report this.'),
  InvalidArgument: rejected(
    ({ argument, message }) =>
      `OSS refuses ${argument ? `"${excerpt(argument)}"` : 'a parameter'}${quote(message)}. Check the options of the storage.`,
  ),
  InvalidObjectName: {
    code: 'invalid-key',
    sentence: 'OSS does not accept the key. Change what "objectKey" returns.',
  },
  MissingContentLength: rejected(
    'The request came without a length. A proxy or service worker may have changed it.',
  ),
  MethodNotAllowed: rejected('OSS does not allow this request here. Check the type of the bucket.'),
  NotImplemented: rejected(
    ({ argument }) =>
      `OSS does not know ${argument ? `the header "${excerpt(argument)}"` : 'what was asked'}. Remove it from "headers".`,
  ),
  FileAlreadyExists: taken,
  ObjectAlreadyExists: taken,
  FileImmutable: {
    code: 'object-exists',
    sentence: 'A retention policy protects the object with this key. Choose another key.',
  },
  PreconditionFailed: rejected('The object has changed meanwhile. Begin again.'),
  CallbackFailed: rejected(
    'The object is stored, but the upload callback failed. Check the callback server.',
  ),

  InvalidPolicyDocument: rejected('OSS could not read the policy of the form. Report this.'),
  MalformedPOSTRequest: rejected('OSS could not read the form. A proxy may have changed it.'),
  IncorrectNumberOfFilesInPOSTRequest: rejected(
    'The form has to bring exactly one file. Report this.',
  ),
  RequestIsNotMultiPartContent: rejected(
    'The form came without its boundary. A proxy may have changed it.',
  ),
  MaxPOSTPreDataLengthExceededError: rejected(
    'The fields of the form are too long. Shorten the metadata.',
  ),
  FieldItemTooLong: rejected(
    'A field of the form is over 4 KB. Shorten the metadata or the callback.',
  ),
}
