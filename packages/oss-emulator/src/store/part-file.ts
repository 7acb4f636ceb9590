import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { StoredPart } from './multipart-upload.ts'

/**
 * A part is one file whose name says what it holds, so that one rename stores bytes and facts together:
 * `NUMBER.ETAG.CRC64.STORED-AT.part`.
 */
export function partNameOf({ number, etag, crc64, storedAt }: Omit<StoredPart, 'size'>): string {
  return `${number}.${etag}.${crc64}.${storedAt}.part`
}

/** What the name of a part's file and its length say; `null` for other files. */
export async function readPartFile(path: string): Promise<StoredPart | null> {
  const match = /^(\d+)\.([0-9A-F]{32})\.(\d+)\.(\d+)\.part$/u.exec(basename(path))
  if (match === null) return null
  const [, number = '', etag = '', crc64 = '', storedAt = ''] = match
  const { size } = await stat(path)
  return { number: Number(number), size, etag, crc64, storedAt: Number(storedAt) }
}
