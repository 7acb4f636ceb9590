import { combineCrc64 } from '../checksum/crc64.ts'
import { multipartETag } from '../checksum/multipart-etag.ts'
import { flipByte } from '../faults/flip-byte.ts'
import type { PartFile } from '../store/multipart-upload.ts'
import { type FilePiece, readPieces } from '../store/read-pieces.ts'
import { receiveBytes } from '../store/write-bytes.ts'

export interface JoinOptions {
  /** Where a damaged copy is made. */
  readonly directory: string
  /** Damages the byte at this offset; the CRC is then that of the damaged bytes. */
  readonly damageAt: number | null
}

/** What an object is made of, and what that holds together. */
export interface JoinedParts {
  readonly pieces: readonly FilePiece[]
  readonly size: number
  readonly etag: string
  readonly crc64: string
}

/** What the parts hold one behind the other follows from what each holds; only damage makes a copy of them. */
export async function joinParts(
  parts: readonly PartFile[],
  { directory, damageAt }: JoinOptions,
): Promise<JoinedParts> {
  const etag = multipartETag(parts.map((part) => part.etag))
  if (damageAt !== null) {
    const received = await receiveBytes(flipByte(readPieces(parts), damageAt), directory)
    const { size, crc64 } = received
    return { pieces: [received], size, crc64, etag }
  }

  const crcs = parts.map(({ crc64, size }) => ({ crc64: BigInt(crc64), size }))
  const size = parts.reduce((sum, part) => sum + part.size, 0)
  return { pieces: parts, size, etag, crc64: combineCrc64(crcs).toString() }
}
