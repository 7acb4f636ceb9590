import { OssError } from '../oss-error.ts'

/** Throws `InvalidObjectName` for a key of more than 1023 bytes, or one that begins with a slash. */
export function checkKey(key: string): void {
  const isTooLong = Buffer.byteLength(key) > 1023
  if (!isTooLong && !key.startsWith('/') && !key.startsWith('\\')) return
  throw new OssError(400, 'InvalidObjectName', 'The specified object is not valid.')
}
