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
    for await (const bytes of source) await file.writeFile(bytes)
    return path
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
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
