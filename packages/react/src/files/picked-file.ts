/** A file as somebody chose or dropped it. */
export interface PickedFile {
  readonly file: File
  /** Path inside the chosen folder, with `/`; `''` outside one. */
  readonly relativePath: string
  /** Opens the file, or the folder it came with, at a later visit. */
  readonly handle?: FileSystemFileHandle | FileSystemDirectoryHandle
}

/** What an `<input type="file">` holds, with the paths of a chosen folder. */
export function pickedFrom(files: Iterable<File>): readonly PickedFile[] {
  return Array.from(files, (file) => ({ file, relativePath: file.webkitRelativePath }))
}
