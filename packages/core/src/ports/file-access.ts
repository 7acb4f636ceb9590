/** What can be learned of a file without reading all of it. */
export interface FileAccess {
  /**
   * Reads one byte. Rejects with `file-changed` when the file on disk is not the one that was
   * chosen any more, with `file-unreadable` when it is gone or locked.
   */
  probe(file: Blob): Promise<void>
}
