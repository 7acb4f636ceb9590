import { canonicalRequest } from '../signature-v4.ts'
import type { SignedRequest } from '../signer.ts'
import { parseXml, textOf } from '../xml.ts'
import type { Found } from './finding.ts'

export interface Mismatch {
  readonly request: SignedRequest
  readonly bucket: string
  readonly key: string
  /** The answer `SignatureDoesNotMatch`. */
  readonly text: string
}

/**
 * What was signed here against what OSS says it got. The same on both sides: the secret differs.
 * Else something altered the request on its way, and the first difference shows what.
 */
export async function compareSignature(mismatch: Mismatch): Promise<Found> {
  const ours = canonicalRequest(partsOf(mismatch))
  const answer = parseXml(mismatch.text)
  const theirs = textOf(answer, 'CanonicalRequest')
  const hash = textOf(answer, 'StringToSign')?.split('\n')[3] ?? null
  if (theirs !== null) {
    const difference = firstDifference(ours, theirs)
    return difference ? { name: 'request-altered', details: difference } : { name: 'secret-wrong' }
  }
  // OSS may show no more than the hash of what it got.
  const ownHash = await sha256(ours)
  if (hash === null || ownHash === null)
    return { name: 'refused-otherwise', details: { code: 'SignatureDoesNotMatch', message: '' } }
  if (hash === ownHash) return { name: 'secret-wrong' }
  return { name: 'request-altered', details: { signed: ownHash, received: hash } }
}

function partsOf({ request, bucket, key }: Mismatch): Parameters<typeof canonicalRequest>[0] {
  const { method, url, headers } = request
  const query = new URL(url).search
    .slice(1)
    .split('&')
    .map((pair) => {
      const [name = '', value = ''] = pair.split('=').map(decodeURIComponent)
      return [name, value] as const
    })
    .filter(([name]) => name !== 'x-oss-signature')
  return { method, bucket, key, query, headers, datetime: '' }
}

/** Line by line; of a query, parameter by parameter. */
function firstDifference(
  ours: string,
  theirs: string,
): { readonly signed: string; readonly received: string } | null {
  const signed = piecesOf(ours)
  const received = piecesOf(theirs)
  const length = Math.max(signed.length, received.length)
  for (let at = 0; at < length; at += 1) {
    if (signed[at] !== received[at])
      return { signed: signed[at] || '–', received: received[at] || '–' }
  }
  return null
}

function piecesOf(canonical: string): readonly string[] {
  return canonical.split('\n').flatMap((line, at) => (at === 2 ? line.split('&') : [line]))
}

/** Lower-case hex; `null` on pages that are not secure. */
async function sha256(text: string): Promise<string | null> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (!subtle) return null
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
