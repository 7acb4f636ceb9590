import { UploadError } from '../model/upload-error.ts'
import type { FileAccess } from '../ports/file-access.ts'

export interface MemoryFileAccess extends FileAccess {
  /** From now on this file is not the one that was chosen. */
  change(file: Blob): void
  /** From now on this file cannot be opened. */
  lock(file: Blob): void
  /** How often a file was probed. */
  readonly probes: number
}

export function createMemoryFileAccess(): MemoryFileAccess {
  const changed = new WeakSet<Blob>()
  const locked = new WeakSet<Blob>()
  let probes = 0

  return {
    get probes() {
      return probes
    },
    change: (file) => void changed.add(file),
    lock: (file) => void locked.add(file),
    async probe(file) {
      probes += 1
      if (changed.has(file))
        throw new UploadError('file-changed', 'The file was changed. Choose it again.')
      if (locked.has(file))
        throw new UploadError('file-unreadable', 'The file cannot be read. Choose it again.')
    },
  }
}
