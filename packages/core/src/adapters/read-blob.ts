import { UploadError } from '../model/upload-error.ts'

/** Bytes read at once where the browser fills a buffer of ours: more cost memory and bring nothing. */
const bufferSize = 512 * 1024

/** Bytes read at once elsewhere. Each read costs a millisecond or two, whatever its size. */
const pieceSize = 16 * 1024 * 1024

/**
 * What reads at the moment, `null` for those without a stream. Chromium 156 frees a stream that
 * nothing refers to but the read that waits for it, and that read never ends.
 */
const reading = new Set<ReadableStreamBYOBReader | null>()

/**
 * Reads a Blob from begin to end in pieces of bounded size. A piece is valid until the next one is
 * asked for. Rejects with `file-changed` or `file-unreadable`, with the signal's reason when aborted.
 */
export async function* readPieces(
  blob: Blob,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  signal.throwIfAborted()
  const reader = byteReaderOf(blob)
  reading.add(reader)
  let buffer = new ArrayBuffer(reader ? bufferSize : 0)
  try {
    for (let start = 0; start < blob.size;) {
      const piece = reader
        ? await fill(buffer, reader, blob)
        : await readRange(blob, start, Math.min(start + pieceSize, blob.size))
      signal.throwIfAborted()
      start += piece.length
      yield piece
      buffer = piece.buffer
    }
  } finally {
    reading.delete(reader)
    // Who stops reading in the middle frees the disk; a stream that failed refuses that.
    reader?.cancel().catch(() => {})
  }
}

/** `null` where one read does, or where a Blob's stream cannot fill a buffer. */
function byteReaderOf(blob: Blob): ReadableStreamBYOBReader | null {
  if (blob.size <= bufferSize) return null
  try {
    return blob.stream().getReader({ mode: 'byob' })
  } catch {
    return null
  }
}

/** Half the CPU of `arrayBuffer()`, and nothing for the collector. */
async function fill(
  buffer: ArrayBuffer,
  reader: ReadableStreamBYOBReader,
  blob: Blob,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const { value } = await reader.read(new Uint8Array(buffer))
    if (value?.length) return value
  } catch {
    // A stream fails without saying why; reading a byte of the Blob does say it.
    await readRange(blob, 0, 1)
  }
  throw fileChanged()
}

/** Reads all bytes at once: for small Blobs. Rejects as `readPieces` does. */
export async function readWhole(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const { size } = blob
  const buffer = await read(blob)
  if (buffer.byteLength !== size) throw fileChanged()
  return new Uint8Array(buffer)
}

/** Reads the bytes from `start` to before `end`. */
export async function readRange(
  blob: Blob,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const buffer = await read(blob.slice(start, end))
  if (buffer.byteLength < end - start) throw fileChanged()
  return new Uint8Array(buffer)
}

async function read(blob: Blob): Promise<ArrayBuffer> {
  try {
    return await blob.arrayBuffer()
  } catch (thrown) {
    // What a changed file gives in every browser; a deleted or locked one gives another name.
    if (thrown instanceof DOMException && thrown.name === 'NotReadableError')
      throw fileChanged(thrown)
    const message = 'The file cannot be read: it was deleted, moved or locked. Choose it again.'
    throw new UploadError('file-unreadable', message, { cause: thrown })
  }
}

function fileChanged(cause?: unknown): UploadError {
  const message = 'The file was changed on disk after it was chosen. Choose it again.'
  return new UploadError('file-changed', message, { cause })
}
