import { createHash } from 'node:crypto'
import { createCRC64 } from 'hash-wasm'

/** What OSS reports about a run of bytes. */
export interface ContentDigest {
  readonly size: number
  /** MD5 as 32 upper-case hex characters, without quotes. */
  readonly etag: string
  /** Unsigned decimal, as in `x-oss-hash-crc64ecma`. */
  readonly crc64: string
}

/** Computes a {@link ContentDigest} while the bytes pass by. */
export interface Digester {
  update(bytes: Uint8Array): void
  finish(): ContentDigest
}

export async function createDigester(): Promise<Digester> {
  const machine = await crc64Machine
  const md5 = createHash('md5')
  let crc64 = machine.init().save()
  let size = 0

  return {
    update(bytes) {
      md5.update(bytes)
      crc64 = machine.load(crc64).update(bytes).save()
      size += bytes.byteLength
    },
    finish: () => ({
      size,
      etag: md5.digest('hex').toUpperCase(),
      crc64: BigInt(`0x${machine.load(crc64).digest('hex')}`).toString(),
    }),
  }
}

/** One for all: to make one takes as long as to digest half a megabyte. */
const crc64Machine = createCRC64()

/** The value of a `Content-MD5` header for an ETag of bytes that were sent in one piece. */
export function contentMd5Of(etag: string): string {
  return Buffer.from(etag, 'hex').toString('base64')
}
