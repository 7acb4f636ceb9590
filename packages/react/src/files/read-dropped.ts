import type { DroppedHandle } from './handles-of-drop.ts'
import type { PickedFile } from './picked-file.ts'
import type { Dropped } from './read-drop.ts'
import { readEntries, type FolderContents } from './read-entries.ts'

/** Loose files first, then folders with all they hold. */
export async function readDropped(dropped: readonly Dropped[]): Promise<FolderContents> {
  const loose: Promise<readonly PickedFile[]>[] = []
  const found: FolderContents[] = []
  for (const { entry, file, handle } of dropped) {
    if (!entry?.isDirectory) {
      if (file) loose.push(withHandle([{ file, relativePath: '' }], handle))
      continue
    }
    const contents = await readEntries([entry])
    // One handle, and one permission, for all that the folder holds.
    found.push({ ...contents, files: await withHandle(contents.files, handle) })
  }
  return {
    files: [...(await Promise.all(loose)).flat(), ...found.flatMap(({ files }) => files)],
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
