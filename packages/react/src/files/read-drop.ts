import { handleOf, type DroppedHandle } from './handles-of-drop.ts'
import type { PickedFile } from './picked-file.ts'
import type { FolderContents } from './read-entries.ts'

/**
 * Everything that was dropped or pasted, folders with all they hold. Call it inside the event: the
 * browser empties the `DataTransfer` afterwards.
 */
export async function readDrop({ items }: DataTransfer): Promise<FolderContents> {
  const loose: (readonly [File, Promise<DroppedHandle | undefined>])[] = []
  const folders: (readonly [FileSystemEntry, Promise<DroppedHandle | undefined>])[] = []
  for (const item of items) {
    if (item.kind !== 'file') continue
    const entry = item.webkitGetAsEntry()
    const file = item.getAsFile()
    const handle = handleOf(item)
    if (entry?.isDirectory) folders.push([entry, handle])
    else if (file) loose.push([file, handle])
  }

  const found: FolderContents[] = []
  for (const [folder, handle] of folders) {
    const { readEntries } = await import('./read-entries.ts')
    const contents = await readEntries([folder])
    // One handle, and one permission, for all that the folder holds.
    found.push({ ...contents, files: await withHandle(contents.files, handle) })
  }
  const single = loose.map(([file, handle]) => withHandle([{ file, relativePath: '' }], handle))
  return {
    files: [...(await Promise.all(single)).flat(), ...found.flatMap(({ files }) => files)],
    emptyFolders: found.flatMap(({ emptyFolders }) => emptyFolders),
    unreadable: found.flatMap(({ unreadable }) => unreadable),
  }
}

async function withHandle(
  files: readonly PickedFile[],
  asked: Promise<DroppedHandle | undefined>,
): Promise<readonly PickedFile[]> {
  const handle = await asked
  return handle ? files.map((picked) => ({ ...picked, handle })) : files
}
