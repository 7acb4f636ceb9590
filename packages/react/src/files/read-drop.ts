import type { PickedFile } from './picked-file.ts'
import { readEntries, type FolderContents } from './read-entries.ts'

/**
 * Everything that was dropped or pasted, folders with all they hold. Call it inside the event: the
 * browser empties the `DataTransfer` afterwards.
 */
export async function readDrop({ items }: DataTransfer): Promise<FolderContents> {
  const loose: PickedFile[] = []
  const folders: FileSystemEntry[] = []
  for (const item of items) {
    if (item.kind !== 'file') continue
    const entry = item.webkitGetAsEntry()
    const file = item.getAsFile()
    if (entry?.isDirectory) folders.push(entry)
    else if (file) loose.push({ file, relativePath: '' })
  }
  const found = await readEntries(folders)
  return { ...found, files: [...loose, ...found.files] }
}
