import { createCipheriv, randomBytes } from 'node:crypto'
import { mkdir, open, truncate } from 'node:fs/promises'
import path from 'node:path'
import type { Workload } from './workload.ts'

/** Above it a file is sparse: its zeros cost no disk. */
const largestWritten = 1024 * 1024 * 1024

/** Puts the files of a workload on disk; none of them can be compressed. */
export async function writeFiles(
  folder: string,
  { id, files }: Workload,
): Promise<readonly string[]> {
  const place = path.join(folder, id)
  await mkdir(place, { recursive: true })
  const paths: string[] = []
  for (const { name, size } of files) {
    const target = path.join(place, name)
    await (size > largestWritten ? writeSparse(target, size) : writeRandom(target, size))
    paths.push(target)
  }
  return paths
}

async function writeSparse(target: string, size: number): Promise<void> {
  await (await open(target, 'w')).close()
  await truncate(target, size)
}

async function writeRandom(target: string, size: number): Promise<void> {
  const bytes = createCipheriv('aes-128-ctr', randomBytes(16), randomBytes(16))
  const file = await open(target, 'w')
  for (let left = size; left > 0; left -= piece.length)
    await file.write(bytes.update(piece.subarray(0, left)))
  await file.close()
}

const piece = Buffer.alloc(4 * 1024 * 1024)
