export interface DiskFile {
  readonly file: File
  readonly remove: () => Promise<void>
}

/** A real file of the browser's private file system. */
export async function createDiskFile(content: BlobPart = 'bytes on disk'): Promise<DiskFile> {
  const root = await navigator.storage.getDirectory()
  const name = crypto.randomUUID()
  const handle = await root.getFileHandle(name, { create: true })
  const writable = await handle.createWritable()
  await writable.write(content as FileSystemWriteChunkType)
  await writable.close()
  return { file: await handle.getFile(), remove: () => root.removeEntry(name) }
}

/** A `File` whose bytes are gone. */
export async function createDeletedFile(): Promise<File> {
  const { file, remove } = await createDiskFile()
  await remove()
  return file
}
