import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import path from 'node:path'
import type { RandomFile } from './random-file.ts'

const MiB = 1024 ** 2

/**
 * Writes a file of holes, which takes next to nothing of the disk. Every MiB begins with its own
 * number, so that no two parts are alike.
 */
export async function writeSparseFile(
  folder: string,
  { name, size }: { readonly name: string; readonly size: number },
): Promise<RandomFile> {
  const target = path.join(folder, name)
  const digest = createHash('sha256')
  const piece = Buffer.alloc(MiB)
  const file = await open(target, 'w')
  await file.truncate(size)
  for (let start = 0; start < size; start += MiB) {
    piece.writeUInt32BE(1 + start / MiB)
    digest.update(piece)
    await file.write(piece, 0, 4, start)
  }
  await file.close()
  return { path: target, name, size, sha256: digest.digest('hex') }
}
