export type DroppedHandle = FileSystemFileHandle | FileSystemDirectoryHandle

/** The part of a dropped item that TypeScript's DOM does not know. Chromium alone has it. */
interface HandleGiver {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>
}

/**
 * What lets the browser open a dropped file or folder again. To be asked of every item before the
 * event is over; `undefined` where there is none. Never rejects.
 */
export async function handleOf(
  item: DataTransferItem & HandleGiver,
): Promise<DroppedHandle | undefined> {
  try {
    const handle = await item.getAsFileSystemHandle?.()
    const isKnown =
      handle instanceof FileSystemFileHandle || handle instanceof FileSystemDirectoryHandle
    return isKnown ? handle : undefined
  } catch {
    return undefined
  }
}
