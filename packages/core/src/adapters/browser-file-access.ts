import type { FileAccess } from '../ports/file-access.ts'
import { readRange } from './read-blob.ts'

/** Asks the file system by reading; there is no other way to ask. */
export const browserFileAccess: FileAccess = {
  probe: async (file) => {
    await readRange(file, 0, Math.min(1, file.size))
  },
}
