import { OssError } from '../oss-error.ts'
import type { PartFile } from '../store/multipart-upload.ts'
import type { NamedPart } from './parse-complete-request.ts'

const smallestPart = 100 * 1024

/**
 * The stored parts that Complete names, in their order.
 * Throws `InvalidPartOrder`, `InvalidPart` and `EntityTooSmall`; the last part may be of any size.
 */
export function chooseParts(
  named: readonly NamedPart[],
  stored: ReadonlyMap<number, PartFile>,
  uploadId: string,
): readonly PartFile[] {
  const isAscending = named.every(({ number }, i) => number > (named[i - 1]?.number ?? -1))
  if (!isAscending) throw invalidPartOrder()

  const chosen = named.map((part) => {
    const file = stored.get(part.number)
    if (file?.etag !== part.etag) throw invalidPart(part, uploadId)
    return file
  })
  const small = chosen.slice(0, -1).find(({ size }) => size < smallestPart)
  if (small !== undefined) throw entityTooSmall(small)
  return chosen
}

function invalidPartOrder(): OssError {
  const message =
    'The list of parts was not in ascending order. The parts list must be specified in order by part number.'
  return new OssError(400, 'InvalidPartOrder', message)
}

function invalidPart({ number, etag }: NamedPart, uploadId: string): OssError {
  const message =
    "One or more of the specified parts could not be found or the specified entity tag might not have matched the part's entity tag."
  return new OssError(400, 'InvalidPart', message, {
    details: { ETag: etag, PartNumber: number, UploadId: uploadId },
  })
}

function entityTooSmall({ number, etag, size }: PartFile): OssError {
  const message = 'Your proposed upload smaller than the minimum allowed size.'
  return new OssError(400, 'EntityTooSmall', message, {
    details: {
      ETag: etag,
      MinSizeAllowed: smallestPart,
      ProposedSize: size,
      PartNumber: number,
    },
  })
}
