import { createCipheriv, createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import path from 'node:path'

export interface RandomFile {
  readonly path: string
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** Hex, of all bytes. */
  readonly sha256: string
}

export const MB = 1_000_000

/** Writes a file of bytes that no two seeds share and no compression shortens. */
export async function writeRandomFile(
  folder: string,
  { name, size, seed = 1 }: { name: string; size: number; seed?: number },
): Promise<RandomFile> {
  const target = path.join(folder, name)
  const bytes = createCipheriv('aes-128-ctr', createHash('md5').update(`${seed}`).digest(), iv)
  const digest = createHash('sha256')
  const file = await open(target, 'w')
  for (let left = size; left > 0; left -= piece.length) {
    const random = bytes.update(piece.subarray(0, left))
    digest.update(random)
    await file.write(random)
  }
  await file.close()
  return { path: target, name, size, sha256: digest.digest('hex') }
}

const iv = Buffer.alloc(16)
const piece = Buffer.alloc(4 * 1024 * 1024)
