import {
  type CallbackOutcome,
  type StoredPart,
  type TransportResponse,
  UploadError,
} from '@resumable-upload/core'
import { childrenOf, parseXml, textOf, type XmlElement } from './xml.ts'

export interface PartsPage {
  readonly parts: readonly StoredPart[]
  readonly isTruncated: boolean
  /** Where the next page begins, exclusive. */
  readonly next: number
}

/** Headers of an object or part. What CORS hides is `null`. */
export interface StoredFacts {
  readonly etag: string | null
  readonly crc64: string | null
}

export function readUploadId(response: TransportResponse): string {
  const uploadId = textOf(read(response, 'InitiateMultipartUploadResult'), 'UploadId')
  if (!uploadId) throw foreignAnswer(response)
  return uploadId
}

export function readPartsPage(response: TransportResponse): PartsPage {
  const root = read(response, 'ListPartsResult')
  const parts = childrenOf(root, 'Part').map((element): StoredPart => ({
    number: readInteger(textOf(element, 'PartNumber')) ?? fail(response),
    size: readInteger(textOf(element, 'Size')) ?? fail(response),
    etag: readEtag(textOf(element, 'ETag')),
    crc64: readCrc64(textOf(element, 'HashCrc64ecma')),
  }))
  return {
    parts,
    isTruncated: textOf(root, 'IsTruncated') === 'true',
    next: readInteger(textOf(root, 'NextPartNumberMarker')) ?? 0,
  }
}

export function readStoredFacts({ header }: TransportResponse): StoredFacts {
  return { etag: readEtag(header('etag')), crc64: readCrc64(header('x-oss-hash-crc64ecma')) }
}

/** What Complete or PostObject says of the new object, in headers and body. */
export function readNewObject(
  response: TransportResponse,
  { hasCallback }: { readonly hasCallback: boolean },
): StoredFacts & { readonly versionId?: string; readonly callback?: CallbackOutcome } {
  const facts = readStoredFacts(response)
  const versionId = response.header('x-oss-version-id')
  const version = versionId ? { versionId } : {}
  if (response.status === 203)
    return { ...facts, ...version, callback: { ok: false, message: readCallbackFailure(response) } }
  // The application's own answer takes the place of OSS's.
  if (hasCallback) return { ...facts, ...version, callback: { ok: true, body: response.text } }
  const root = read(response, 'CompleteMultipartUploadResult', 'PostResponse')
  return { ...facts, etag: facts.etag ?? readEtag(textOf(root, 'ETag')), ...version }
}

/** In bytes; `null` where the header is hidden. */
export function readContentLength({ header }: TransportResponse): number | null {
  return readInteger(header('content-length'))
}

function readCallbackFailure({ text }: TransportResponse): string {
  try {
    return textOf(parseXml(text), 'Message') || 'The upload callback failed.'
  } catch {
    return 'The upload callback failed.'
  }
}

/** The root element, which has to be one of these. */
function read(response: TransportResponse, ...names: readonly string[]): XmlElement {
  let root: XmlElement
  try {
    root = parseXml(response.text)
  } catch (cause) {
    throw foreignAnswer(response, cause)
  }
  if (!names.includes(root.name)) throw foreignAnswer(response)
  return root
}

function readInteger(text: string | null): number | null {
  if (text === null || !/^\d{1,15}$/.test(text.trim())) return null
  return Number(text)
}

function readEtag(text: string | null): string | null {
  return text?.trim().replace(/^"(.*)"$/, '$1') || null
}

function readCrc64(text: string | null): string | null {
  const digits = text?.trim() ?? ''
  return /^\d{1,20}$/.test(digits) ? digits : null
}

function fail(response: TransportResponse): never {
  throw foreignAnswer(response)
}

/** A proxy or a captive portal spoke in OSS's place: as good as no answer. */
function foreignAnswer({ status, header }: TransportResponse, cause?: unknown): UploadError {
  const requestId = header('x-oss-request-id')
  return new UploadError(
    'network-failed',
    `The answer (HTTP ${status}) is not one of OSS. A proxy or a login page of the network may be in between.`,
    { cause, ...(requestId && { requestId }) },
  )
}
