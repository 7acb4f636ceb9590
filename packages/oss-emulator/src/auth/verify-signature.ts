import { timingSafeEqual } from 'node:crypto'
import { OssError, type OssErrorOptions } from '../oss-error.ts'

export interface SignatureToVerify {
  readonly accessKeyId: string
  readonly provided: string
  readonly expected: string
  /** What was signed; the answer to a mismatch shows it, so that a client can compare. */
  readonly stringToSign: string
  /** V4 only. */
  readonly canonicalRequest?: string
  readonly ec?: string
}

/** Throws `SignatureDoesNotMatch` unless both signatures are the same text; takes as long wherever they differ. */
export function verifySignature(signature: SignatureToVerify): void {
  const { accessKeyId, provided, expected, stringToSign, canonicalRequest, ec } = signature
  if (isSameSignature(provided, expected)) return
  const options: OssErrorOptions = {
    details: {
      OSSAccessKeyId: accessKeyId,
      SignatureProvided: provided,
      StringToSign: stringToSign,
      StringToSignBytes: formatBytes(stringToSign),
      ...(canonicalRequest === undefined ? {} : { CanonicalRequest: canonicalRequest }),
    },
    ...(ec === undefined ? {} : { ec }),
  }
  throw new OssError(403, 'SignatureDoesNotMatch', mismatch, options)
}

/** Constant-time for texts of equal length; the length of a signature is no secret. */
export function isSameSignature(provided: string, expected: string): boolean {
  const providedBytes = Buffer.from(provided)
  const expectedBytes = Buffer.from(expected)
  return (
    providedBytes.length === expectedBytes.length && timingSafeEqual(providedBytes, expectedBytes)
  )
}

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.'

/** `50 55 54 0A` */
function formatBytes(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'))
    .join(' ')
}
