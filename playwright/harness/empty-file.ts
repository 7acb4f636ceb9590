import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import path from 'node:path'
import type { RandomFile } from './random-file.ts'

/** A file of zeros that takes no room on the disk. */
export async function writeEmptyFile(
  folder: string,
  { name, size }: { readonly name: string; readonly size: number },
): Promise<RandomFile> {
  const target = path.join(folder, name)
  const file = await open(target, 'w')
  await file.truncate(size)
  await file.close()
  const digest = createHash('sha256')
  for (let left = size; left > 0; left -= zeros.length) digest.update(zeros.subarray(0, left))
  return { path: target, name, size, sha256: digest.digest('hex') }
}

const zeros = Buffer.alloc(1024 * 1024)
