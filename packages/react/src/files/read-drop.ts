import { loadOnce } from '@resumable-upload/core'
import { handleOf, type DroppedHandle } from './handles-of-drop.ts'
import type { FolderContents } from './read-entries.ts'

/** What has to be taken from an item before the event is over. */
export interface Dropped {
  readonly entry: FileSystemEntry | null
  readonly file: File | null
  readonly handle: Promise<DroppedHandle | undefined>
}

/** Reads what was taken; to be loaded before somebody drops a file. */
export const loadReader: () => Promise<typeof import('./read-dropped.ts')> = loadOnce(
  () => import('./read-dropped.ts'),
)

/**
 * Everything that was dropped or pasted, folders with all they hold. Call it inside the event: the
 * browser empties the `DataTransfer` afterwards.
 */
export async function readDrop({ items }: DataTransfer): Promise<FolderContents> {
  const dropped: readonly Dropped[] = Array.from(items)
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({
      entry: item.webkitGetAsEntry(),
      file: item.getAsFile(),
      handle: handleOf(item),
    }))
  const { readDropped } = await loadReader()
  return readDropped(dropped)
}
