import { combineCrc64 } from '../checksum/crc64.ts'
import { multipartETag } from '../checksum/multipart-etag.ts'
import { flipByte } from '../faults/flip-byte.ts'
import type { PartFile } from '../store/multipart-upload.ts'
import { readPieces } from '../store/read-pieces.ts'
import { receiveBytes, writeBytes } from '../store/write-bytes.ts'

export interface JoinOptions {
  /** Where the new file is made. */
  readonly directory: string
  /** Damages the byte at this offset; the CRC is then that of the damaged bytes. */
  readonly damageAt: number | null
}

/** Parts that became one file. */
export interface JoinedParts {
  readonly path: string
  readonly size: number
  readonly etag: string
  readonly crc64: string
}

/** Writes the parts one behind the other into a new file; what they hold together follows from what each holds. */
export async function joinParts(
  parts: readonly PartFile[],
  { directory, damageAt }: JoinOptions,
): Promise<JoinedParts> {
  const etag = multipartETag(parts.map((part) => part.etag))
  if (damageAt !== null) {
    const received = await receiveBytes(flipByte(readPieces(parts), damageAt), directory)
    return { ...received, etag }
  }

  const path = await writeBytes(readPieces(parts), directory)
  const pieces = parts.map(({ crc64, size }) => ({ crc64: BigInt(crc64), size }))
  const size = parts.reduce((sum, part) => sum + part.size, 0)
  return { path, size, etag, crc64: combineCrc64(pieces).toString() }
}
