import type { AddOptions } from '@resumable-upload/core'
import type { TransferProps } from '../components/props/transfer-props.ts'
import type { NamedFile } from './duplicates.ts'

/** What the uploader is told of one file. */
export function addOptionsOf(
  { file, source, relativePath, handle, newName }: NamedFile,
  { group, objectKey, metadata, headers, priority }: TransferProps,
): AddOptions {
  const key = typeof objectKey === 'function' ? objectKey(file) : objectKey
  const data = typeof metadata === 'function' ? metadata(file) : metadata
  const rank = typeof priority === 'function' ? priority(file) : priority
  // A plain Blob has no name of its own.
  const name = newName ?? (source instanceof File ? undefined : file.name)
  return {
    ...(name !== undefined && { name }),
    ...(key !== undefined && { key }),
    ...(group !== undefined && { group }),
    ...(data && { metadata: data }),
    ...(headers && { headers }),
    ...(rank !== undefined && { priority: rank }),
    ...(relativePath && { relativePath }),
    // The handle leads to the file on disk, not to what was put in its place.
    ...(handle && source === file && { handle }),
  }
}
