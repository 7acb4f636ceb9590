import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createDigester, type ContentDigest, type Digester } from '../checksum/digest.ts'

/** Bytes that arrived completely and wait in a file of their own. Whoever has them moves or removes the file. */
export interface ReceivedBytes extends ContentDigest {
  readonly path: string
}

/** Streams bytes into a new file of the directory and digests them; nothing stays behind when the source throws. */
export async function receiveBytes(
  source: AsyncIterable<Uint8Array>,
  directory: string,
): Promise<ReceivedBytes> {
  const digester = await createDigester()
  const path = await writeBytes(digested(source, digester), directory)
  return { path, ...digester.finish() }
}

/** Streams bytes into a new file of the directory; nothing stays behind when the source throws. */
export async function writeBytes(
  source: AsyncIterable<Uint8Array>,
  directory: string,
): Promise<string> {
  const path = join(directory, randomUUID())
  const file = await open(path, 'wx')
  try {
    for await (const { pieces, size } of gathered(source)) {
      const { bytesWritten } = await file.writev(pieces)
      if (bytesWritten < size) throw new Error(`The disk took ${bytesWritten} of ${size} bytes.`)
    }
    return path
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

/** Bytes written at once: sockets give 64 KiB at a time, and each write takes a way through another thread. */
const writeSize = 1024 * 1024

interface Gathered {
  readonly pieces: readonly Uint8Array[]
  readonly size: number
}

async function* gathered(source: AsyncIterable<Uint8Array>): AsyncGenerator<Gathered> {
  let pieces: Uint8Array[] = []
  let size = 0
  for await (const bytes of source) {
    pieces.push(bytes)
    size += bytes.byteLength
    if (size < writeSize) continue
    yield { pieces, size }
    pieces = []
    size = 0
  }
  if (size > 0) yield { pieces, size }
}

async function* digested(
  source: AsyncIterable<Uint8Array>,
  digester: Digester,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    digester.update(bytes)
    yield bytes
  }
}
