import { rm } from 'node:fs/promises'
import { contentMd5Of } from '../checksum/digest.ts'
import { OssError } from '../oss-error.ts'
import { receiveBytes, type ReceivedBytes } from '../store/write-bytes.ts'
import type { Call } from './call.ts'

/** 5 GB: what one request may carry. */
export const bodyLimit: number = 5 * 1024 ** 3

/**
 * Receives the body of an object or a part.
 * Throws `MissingContentLength`, `EntityTooLarge` before the first byte, and `InvalidDigest` after the last one.
 */
export async function receiveBody({ request, body, incoming }: Call): Promise<ReceivedBytes> {
  const { headers } = request
  const length = headers['content-length']
  if (length === undefined && headers['transfer-encoding'] === undefined) {
    const message = 'You must provide the Content-Length HTTP header.'
    throw new OssError(411, 'MissingContentLength', message)
  }
  if (Number(length ?? 0) > bodyLimit) throw entityTooLarge(bodyLimit)
  checkDigestForm(headers['content-md5'])

  const received = await receiveBytes(body, incoming)
  try {
    checkDigest(headers['content-md5'], received.etag)
  } catch (error) {
    await discard(received)
    throw error
  }
  return received
}

/** Runs what takes over the file of the bytes; where that throws, nothing of them stays. */
export async function handOver<Result>(
  received: ReceivedBytes,
  take: () => Promise<Result>,
): Promise<Result> {
  try {
    return await take()
  } catch (error) {
    await discard(received)
    throw error
  }
}

/** Removes bytes that will belong to nothing. */
export async function discard({ path }: ReceivedBytes): Promise<void> {
  await rm(path, { force: true })
}

/** Throws `InvalidDigest` unless the `Content-MD5` is absent or that of the bytes with this ETag. */
export function checkDigest(contentMd5: string | undefined, etag: string): void {
  checkDigestForm(contentMd5)
  if (contentMd5 === undefined || contentMd5 === contentMd5Of(etag)) return
  throw invalidDigest('The Content-MD5 you specified did not match what we received.', contentMd5)
}

export function entityTooLarge(limit: number): OssError {
  const message = 'Your proposed upload exceeds the maximum allowed size.'
  return new OssError(400, 'EntityTooLarge', message, { details: { MaxSizeAllowed: limit } })
}

function checkDigestForm(contentMd5: string | undefined): void {
  if (contentMd5 === undefined || /^[A-Za-z0-9+/]{22}==$/u.test(contentMd5)) return
  throw invalidDigest('The Content-MD5 you specified is not valid.', contentMd5)
}

function invalidDigest(message: string, contentMd5: string): OssError {
  return new OssError(400, 'InvalidDigest', message, { details: { 'Content-MD5': contentMd5 } })
}
