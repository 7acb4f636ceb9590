import type { FileInfo } from '../model/upload-phase.ts'

/** What is known of a file before a byte is read. Each question asks the disk. */
export function describeFile(
  file: File | Blob,
  options: { readonly name?: string; readonly relativePath?: string } = {},
): FileInfo {
  const { size, type } = file
  const isFile = 'name' in file
  const name = options.name ?? (isFile ? file.name : 'blob')
  const relativePath = options.relativePath ?? (isFile ? file.webkitRelativePath : '')
  const lastModified = isFile ? file.lastModified : 0
  return { name, size, type, lastModified, relativePath: relativePath ?? '' }
}
