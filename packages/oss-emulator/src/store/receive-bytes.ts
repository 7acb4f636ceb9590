import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createDigester, type ContentDigest } from '../checksum/digest.ts'

/** Bytes that arrived completely and wait in a file of their own. Whoever has them moves or removes the file. */
export interface ReceivedBytes extends ContentDigest {
  readonly path: string
}

/** Streams bytes into a new file of the directory; nothing stays behind when the source throws. */
export async function receiveBytes(
  source: AsyncIterable<Uint8Array>,
  directory: string,
): Promise<ReceivedBytes> {
  const path = join(directory, randomUUID())
  const digester = await createDigester()
  const file = await open(path, 'wx')
  try {
    for await (const bytes of source) {
      digester.update(bytes)
      await file.writeFile(bytes)
    }
    return { path, ...digester.finish() }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}
