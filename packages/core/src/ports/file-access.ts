/** A file that the browser opens again on request: a `FileSystemFileHandle`. */
export interface FileHandle {
  readonly kind: 'file'
  readonly name: string
  getFile(): Promise<File>
}

/** A folder that somebody chose: a `FileSystemDirectoryHandle`. */
export interface FolderHandle {
  readonly kind: 'directory'
  readonly name: string
}

/** Where the page got a file from. One permission for a folder opens all its files. */
export interface FilePlace {
  readonly handle: FileHandle | FolderHandle
  /** Of the file, with `/`, beginning with the folder's own name; `''` without a folder. */
  readonly path: string
}

/** A file that an earlier visit left a way to. */
export interface KeptFile {
  /** `click`: `open` asks for permission, and has to be called inside a click. */
  readonly at: 'hand' | 'click'
  /** Rejects with `file-unreadable` when it is gone, or when the person says no. */
  open(): Promise<File | Blob>
}

/**
 * What lets a later visit read a file again without asking for it, by upload id. A convenience, never
 * a promise: nothing here rejects but `KeptFile.open`, and what cannot be kept is not kept. Check an
 * implementation with `describeFileAccess`.
 */
export interface FileAccess {
  keepPlace(id: string, place: FilePlace): Promise<void>
  /** Copies a file that is small enough; older copies make room. Resolves with whether it did. */
  keepCopy(id: string, file: File | Blob): Promise<boolean>
  find(ids: readonly string[]): Promise<ReadonlyMap<string, KeptFile>>
  forget(id: string): Promise<void>
  /** Removes what was kept before this moment, in epoch milliseconds. */
  forgetBefore(time: number): Promise<void>
  clear(): Promise<void>
  close(): void
}
