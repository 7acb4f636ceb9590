import { invalidArgument } from '../auth/invalid-argument.ts'
import { contentMd5Of } from '../checksum/digest.ts'
import type { Answer } from '../http/answer.ts'
import type { StoredObject } from '../store/stored-object.ts'
import { xmlDocument } from '../xml/xml-document.ts'

type Fields = Readonly<Record<string, string>>

/** How a form wants to be answered. */
export type SuccessAction =
  | { readonly kind: 'redirect'; readonly url: URL }
  | { readonly kind: 'status'; readonly status: 200 | 201 | 204 }

/** Reads `success_action_redirect` and `success_action_status`; another status than 200, 201 and 204 means 204. */
export function readSuccessAction(fields: Fields): SuccessAction {
  const redirect = fields['success_action_redirect']
  if (redirect !== undefined && redirect !== '') {
    if (URL.canParse(redirect)) return { kind: 'redirect', url: new URL(redirect) }
    throw invalidArgument('The redirect is not a URL.', ['success_action_redirect', redirect])
  }
  const status = fields['success_action_status']
  return { kind: 'status', status: status === '200' ? 200 : status === '201' ? 201 : 204 }
}

export interface FormContext {
  readonly bucket: string
  readonly location: string
  readonly fields: Fields
}

/** The answer to a form whose file was stored. */
export function answerForm(object: StoredObject, context: FormContext): Answer {
  const { key, etag, crc64 } = object
  const { bucket, location, fields } = context
  const headers = {
    ETag: `"${etag}"`,
    'Content-MD5': contentMd5Of(etag),
    'x-oss-hash-crc64ecma': crc64,
    Location: location,
  }
  const action = readSuccessAction(fields)
  if (action.kind === 'redirect') {
    const { url } = action
    url.searchParams.set('bucket', bucket)
    url.searchParams.set('key', key)
    url.searchParams.set('etag', `"${etag}"`)
    return { status: 303, headers: { ...headers, Location: url.href } }
  }
  if (action.status !== 201) return { status: action.status, headers }
  const body = xmlDocument([
    'PostResponse',
    [
      ['Bucket', bucket],
      ['Location', location],
      ['Key', key],
      ['ETag', `"${etag}"`],
    ],
  ])
  return { status: 201, headers: { ...headers, 'Content-Type': 'application/xml' }, body }
}
