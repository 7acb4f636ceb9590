import { open } from 'node:fs/promises'

const bufferSize = 1024 * 1024

/** A file, and the size it must have. */
export interface FilePiece {
  readonly path: string
  readonly size: number
}

/** The bytes of the files, one behind the other. Throws if a file does not have its size. */
export async function* readPieces(pieces: Iterable<FilePiece>): AsyncGenerator<Uint8Array> {
  for (const { path, size } of pieces) {
    let read = 0
    const file = await open(path)
    try {
      for (;;) {
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(bufferSize))
        if (bytesRead === 0) break
        read += bytesRead
        yield buffer.subarray(0, bytesRead)
      }
    } finally {
      await file.close()
    }
    if (read !== size) throw new Error(`${path} holds ${read} bytes instead of ${size}.`)
  }
}
