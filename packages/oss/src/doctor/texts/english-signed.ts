import type { CheckName } from '../catalogue.ts'
import type { BeforeSigning, FindingTexts } from './doctor-texts.ts'

export const englishSigned: FindingTexts<Exclude<CheckName, BeforeSigning>> = {
  'signed-out': {
    what: 'Nobody is signed in.',
    why: '"getCredentials" says that the session has ended.',
    fix: 'Sign in, and call "uploader.credentialsChanged()". Uploads wait until then.',
  },
  'credentials-unavailable': {
    what: 'Your server gave no credentials: {message}',
    why: '"getCredentials" failed. Uploads wait and ask again.',
    fix: 'Look at the token endpoint of your server and its log.',
  },
  'credentials-incomplete': {
    what: 'The credentials lack {missing}.',
    why: 'A temporary key is accessKeyId, accessKeySecret, securityToken and expiration, in one answer of STS.',
    fix: 'Pass on the whole "Credentials" of STS\'s answer.',
  },
  'permanent-key': {
    what: 'A permanent access key ({key}) reached this page.',
    why: 'Whoever opens the page can take it, and use it until somebody notices.',
    fix: 'Disable this key now. Issue temporary credentials with STS AssumeRole on your server.',
  },
  'credentials-expired': {
    what: 'The credentials that just came expired at {expiration}.',
    why: 'A cache answers in place of your server, or its clock is wrong.',
    fix: 'Answer with "Cache-Control: no-store", and ask STS before the old credentials end.',
  },
  'credentials-short': {
    what: 'The credentials end in {seconds} s.',
    why: 'They are renewed all the time, and every stumble of the token endpoint is felt.',
    fix: 'Issue credentials for 15 to 60 minutes ("DurationSeconds").',
  },
  'wrong-region': {
    what: 'The bucket {bucket} is not at {host}.',
    why: 'OSS says that it has to be addressed at {rightEndpoint}.',
    fix: 'Set "endpoint" to "{rightEndpoint}" and "region" to "{rightRegion}".',
  },
  'region-unlike-bucket': {
    what: 'The bucket {bucket} is not in the region {region}.',
    why: 'OSS refuses signatures for another region than that of the bucket.',
    fix: 'Set "region" to that of the bucket, as the console shows it.',
  },
  'bucket-missing': {
    what: 'There is no bucket {bucket}.',
    why: 'Its name is spelled differently, or it was deleted.',
    fix: 'Set "bucket" to the name that the console shows.',
  },
  'acceleration-off': {
    what: 'Transfer acceleration is off for {bucket}.',
    why: '{host} is an acceleration endpoint, which works for buckets that have it turned on.',
    fix: 'Turn on transfer acceleration in the console, or use the endpoint of the region.',
  },
  'domain-not-bound': {
    what: 'The domain {host} is not bound to a bucket.',
    why: 'It leads to OSS, and OSS does not know whose it is.',
    fix: 'Bind the domain in the console: Bucket Settings, Domain Names.',
  },
  'public-endpoint-forbidden': {
    what: 'This account may not use {host} for data.',
    why: "Newer accounts reach buckets in mainland China by a domain of their own only, not by OSS's.",
    fix: 'Bind a domain to the bucket, with a certificate, and set "endpoint" to it with "cname: true".',
  },
  'bucket-not-in-host': {
    what: 'OSS wants the bucket in front of the host, and got {host}.',
    why: 'The endpoint is addressed by path, which OSS has given up.',
    fix: 'Set "endpoint" to that of the region, for example "oss-{region}.aliyuncs.com".',
  },
  'account-suspended': {
    what: 'The Alibaba Cloud account of the bucket is suspended.',
    why: 'Most often something is overdue.',
    fix: 'Ask the owner of the account to settle it.',
  },
  'token-expired': {
    what: 'The security token has expired.',
    why: '"getCredentials" gave an old one: a cache answers, or the expiration that it names is not that of STS.',
    fix: 'Answer with "Cache-Control: no-store", and pass on "Expiration" unchanged.',
  },
  'token-damaged': {
    what: 'OSS does not accept the security token.',
    why: 'It was cut or changed on its way, most often by an encoding that turns "+" into a blank.',
    fix: 'Pass on "SecurityToken" as JSON, unchanged.',
  },
  'key-unknown': {
    what: 'OSS does not know the access key.',
    why: 'It was deleted, it has long expired, or its token is missing.',
    fix: 'Check which key your server asks STS with, and that all four fields are passed on.',
  },
  'key-and-token-differ': {
    what: 'Access key and security token come from different answers of STS.',
    why: 'Your server mixes an old answer with a new one.',
    fix: 'Keep and return the "Credentials" of one answer together.',
  },
  'key-disabled': {
    what: 'The access key is disabled.',
    why: 'Somebody turned it off in the console.',
    fix: 'Enable it, or let your server use another one.',
  },
  'secret-wrong': {
    what: 'The access key secret is not that of the access key.',
    why: 'OSS got exactly the request that was signed here, and computes another signature.',
    fix: 'Pass on "AccessKeySecret" unchanged: no blanks, no quotes, none of another key.',
  },
  'request-altered': {
    what: 'Something between this page and OSS alters the requests.',
    why: 'Signed here: {signed}. Received by OSS: {received}.',
    fix: 'Try without browser extensions and without proxy. Have whoever runs the proxy leave requests to OSS as they are.',
  },
  'signature-removed': {
    what: 'The signature did not arrive at OSS.',
    why: 'It is in the query of the URL, and something between this page and OSS takes it away.',
    fix: 'Try without browser extensions and without proxy. A CDN in front of OSS has to pass on the query.',
  },
  'refused-otherwise': {
    what: 'OSS refuses a signed request: {code}.',
    why: '{message}',
    fix: 'Look up the code in the documentation of OSS, or send these findings to support.',
  },
  'right-missing': {
    what: '{action} is denied for {key}.',
    why: 'OSS says: {reason} The role or the session policy of the credentials does not cover it.',
    fix: 'Allow {action} on the prefix that "objectKey" uses, in the role and in the session policy.',
  },
  'right-to-look-missing': {
    what: '{action} is denied for {key}.',
    why: 'OSS says: {reason} When the answer to the last request is lost, nobody can look whether the object is there.',
    fix: 'Allow {action} on this prefix, or give "headObject", which asks your server.',
  },
  'sample-refused': {
    what: 'OSS refuses the sample upload ({step}): {code}.',
    why: '{message}',
    fix: 'Look up the code in the documentation of OSS, or send these findings to support.',
  },
  'sample-left': {
    what: 'The sample upload could not be discarded.',
    why: 'One part of 1 kB stays behind at {key}.',
    fix: 'Nothing needs to be done where a lifecycle rule removes leftover parts. Else abort the upload {uploadId}.',
  },
  'bytes-altered': {
    what: 'The bytes that OSS stored are not those that were sent.',
    why: 'Something between this page and OSS changes them. Uploads notice, and send again, in vain.',
    fix: 'Try without browser extensions and without proxy.',
  },
  'etag-hidden': {
    what: 'The CORS rule does not expose ETag.',
    why: 'Uploads ask for the list of parts instead, which costs a request for each file.',
    fix: 'Add ETag to the exposed headers of the CORS rule.',
  },
  'crc-hidden': {
    what: 'The CORS rule does not expose x-oss-hash-crc64ecma.',
    why: 'It proves that the bytes arrived; uploads ask for the list of parts instead.',
    fix: 'Add x-oss-hash-crc64ecma to the exposed headers of the CORS rule.',
  },
  'request-id-hidden': {
    what: 'The CORS rule does not expose x-oss-request-id.',
    why: 'Support finds a request by its id.',
    fix: 'Add x-oss-request-id to the exposed headers of the CORS rule.',
  },
  'date-hidden': {
    what: 'The CORS rule does not expose Date.',
    why: 'A wrong clock of a device is learned from it before it does harm.',
    fix: 'Add Date to the exposed headers of the CORS rule.',
  },
  'ec-hidden': {
    what: 'The CORS rule does not expose x-oss-ec.',
    why: 'Where an answer has no body, this code tells why OSS refused.',
    fix: 'Add x-oss-ec to the exposed headers of the CORS rule.',
  },
  'err-hidden': {
    what: 'The CORS rule does not expose x-oss-err.',
    why: 'Where an answer has no body, OSS puts the error into this header.',
    fix: 'Add x-oss-err to the exposed headers of the CORS rule.',
  },
  'progress-hidden': {
    what: 'A service worker hides the progress of uploads.',
    why: 'It answers requests itself with "fetch", which reports nothing until the end. Bars then move part by part.',
    fix: 'Let its "fetch" listener return without "respondWith" for requests to OSS.',
  },
  'callback-address': {
    what: '"{address}" is no address that OSS can call.',
    why: 'OSS calls 1 to 5 addresses that begin with http:// or https:// and are public.',
    fix: 'Set "callback.url" to a public address of your server.',
  },
  'callback-body': {
    what: 'The body of the callback is empty.',
    why: 'OSS refuses such uploads.',
    fix: 'Set "callback.body" to a template such as "object=${object}&size=${size}".',
  },
  'callback-refused': {
    what: 'OSS does not take the callback.',
    why: 'It says: {message}',
    fix: 'Compare "callback" with the documentation of OSS.',
  },
  'callback-unreachable': {
    what: 'OSS could not connect to your server for the callback.',
    why: 'It says: {message}',
    fix: 'Open the address to the public internet, with a certificate that is trusted.',
  },
  'callback-status': {
    what: 'Your server answered the callback with HTTP {status}.',
    why: 'OSS takes nothing but 200. The object is stored all the same.',
    fix: 'Look into the log of your server for the request id of the upload. Do not upload again.',
  },
  'callback-not-json': {
    what: 'The answer of your server to the callback is not JSON.',
    why: 'OSS hands it to the page, and takes JSON only. The object is stored all the same.',
    fix: 'Answer with JSON, for example {"ok": true}, with Content-Length.',
  },
  'callback-slow': {
    what: 'Your server did not answer the callback within 5 s.',
    why: 'OSS waits no longer, and does not call again. The object is stored all the same.',
    fix: 'Answer at once, and work afterwards.',
  },
  'callback-failed': {
    what: 'The callback failed.',
    why: 'OSS says: {message} The object is stored all the same.',
    fix: 'Look into the log of your server. Do not upload again.',
  },
  'lifecycle-missing': {
    what: 'No lifecycle rule removes leftover parts below {prefix}.',
    why: 'Parts of uploads that nobody finishes are kept, and paid for, without end.',
    fix: 'Add the rule in "details" to the bucket: Data Management, Lifecycle.',
  },
  'lifecycle-unknown': {
    what: 'Whether a lifecycle rule removes leftover parts is not known here.',
    why: 'A page has no right to read it, and your server was not asked or did not say: {message}',
    fix: 'Give "readLifecycle", or look in the console: Data Management, Lifecycle.',
  },
  'journal-unavailable': {
    what: 'This browser keeps no database for the page: {message}',
    why: 'A private window, a sandboxed frame, or a setting that blocks site data. Uploads work, and are forgotten after a reload.',
    fix: 'Use an ordinary window, and allow site data for this page.',
  },
  'storage-low': {
    what: 'The browser leaves this page {megabytes} MB of its {quota} MB.',
    why: 'The disk is nearly full, other data of this site fills its share, or the window is private. Uploads may be forgotten after a reload.',
    fix: 'Free space on the disk, or delete data of this site.',
  },
}
