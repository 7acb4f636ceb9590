export interface DiskFile {
  readonly file: File
  readonly handle: FileSystemFileHandle
  readonly remove: () => Promise<void>
}

/** A real file of the browser's private file system. */
export async function createDiskFile(
  content: BlobPart = 'bytes on disk',
  place: { readonly folder?: FileSystemDirectoryHandle; readonly name?: string } = {},
): Promise<DiskFile> {
  const { folder = await navigator.storage.getDirectory(), name = crypto.randomUUID() } = place
  const handle = await folder.getFileHandle(name, { create: true })
  const writable = await handle.createWritable()
  await writable.write(content as FileSystemWriteChunkType)
  await writable.close()
  return { file: await handle.getFile(), handle, remove: () => folder.removeEntry(name) }
}

/** A `File` whose bytes are gone. */
export async function createDeletedFile(): Promise<File> {
  const { file, remove } = await createDiskFile()
  await remove()
  return file
}
