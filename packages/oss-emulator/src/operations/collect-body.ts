import { entityTooLarge } from './receive-body.ts'

/** Collects a body that is read at once. Throws `EntityTooLarge` beyond the limit in bytes. */
export async function collectBody(body: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const bytes of body) {
    size += bytes.byteLength
    if (size > limit) throw entityTooLarge(limit)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
