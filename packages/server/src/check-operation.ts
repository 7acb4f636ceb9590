import { mergeHeaders, type Operation } from '@resumable-upload/oss/signing'
import { HttpProblem } from './http-problem.ts'
import { requireInside } from './require-inside.ts'
import type { Session } from './session.ts'
import type { SignHandlerOptions } from './sign-handler.ts'

/** What may be uploaded at all. */
export interface UploadRules {
  /** Of a whole file, in bytes: OSS itself refuses more. Parts know no such limit. @default 5 GB */
  readonly maxSize?: number
  /** Whether this content type may be stored. @default what browsers do not run as a page or script */
  readonly allowType?: (type: string) => boolean
  /** Whether an object may have this header (lower case). @default a type, how to serve it, metadata */
  readonly allowHeader?: (name: string) => boolean
}

/** Throws the refusal of what this user may not have signed. */
export function checkOperation(
  operation: Operation,
  { prefix }: Session,
  rules: UploadRules & Pick<SignHandlerOptions, 'callback'>,
): void {
  const { maxSize = 5_000_000_000, allowType = isInert, allowHeader = isHarmless } = rules
  requireInside(prefix, operation.key)
  if (operation.type === 'sendPart' && (operation.part < 1 || operation.part > 10_000))
    throw new HttpProblem(400, 'bad-request', 'A part has a number from 1 to 10000.')
  if (operation.type === 'sendWhole' && operation.size > maxSize)
    throw new HttpProblem(413, 'too-large', `A file may have ${maxSize} bytes.`)
  if ('callback' in operation && operation.callback && !rules.callback)
    throw refused('no-callback', 'This server knows no callback. Remove it from the page.')
  if (!('headers' in operation)) return

  const headers = mergeHeaders(operation.headers)
  const strange = Object.keys(headers).find((name) => !allowHeader(name.toLowerCase()))
  if (strange !== undefined)
    throw refused('header-refused', `An object may not have the header "${strange}" here.`)
  const type = headers['Content-Type'] ?? 'application/octet-stream'
  if (!allowType(type)) throw refused('type-refused', `Files of type "${type}" are not taken here.`)
}

/** What a browser would run when somebody opens the object under a domain of yours. */
const active =
  /^\s*(?:text\/html|application\/xhtml\+xml|image\/svg\+xml|text\/xml|application\/xml|(?:text|application)\/(?:x-)?(?:java|ecma)script|[\w.+-]+\/[\w.-]+\+xml)\s*(?:;|$)/i

function isInert(type: string): boolean {
  return !active.test(type)
}

const harmless: ReadonlySet<string> = new Set([
  'content-type',
  'content-disposition',
  'content-encoding',
  'content-language',
  'cache-control',
  'expires',
  'x-oss-forbid-overwrite',
  'x-oss-storage-class',
  'x-oss-server-side-encryption',
])

function isHarmless(name: string): boolean {
  return harmless.has(name) || name.startsWith('x-oss-meta-')
}

function refused(code: string, sentence: string): HttpProblem {
  return new HttpProblem(403, code, sentence)
}
