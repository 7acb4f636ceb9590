import { describe, expect, it } from 'vitest'
import { readPieces } from './read-blob.ts'

const MiB = 1024 * 1024
const { signal } = new AbortController()

const browsers = [
  { where: 'where a stream fills a buffer', prepare: (blob: Blob): Blob => blob, limit: MiB },
  { where: 'where it does not', prepare: withoutByteStream, limit: 16 * MiB },
]

describe.each(browsers)('readPieces, $where', ({ prepare, limit }) => {
  it('reads a large Blob in pieces, so that it is never in memory as a whole', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(65_536))
    const blob = prepare(new Blob(Array.from({ length: 33 * 16 }, () => bytes)))
    const sizes: number[] = []
    const copies: Uint8Array<ArrayBuffer>[] = []

    for await (const piece of readPieces(blob, signal)) {
      sizes.push(piece.length)
      copies.push(piece.slice())
    }

    expect(Math.max(...sizes)).toBeLessThanOrEqual(limit)
    expect(await sha256(new Blob(copies))).toEqual(await sha256(blob))
  })

  it.each([
    ['was changed', 'NotReadableError', 'file-changed'],
    ['was deleted', 'NotFoundError', 'file-unreadable'],
    ['may not be read', 'NotAllowedError', 'file-unreadable'],
  ])('says so when the file %s', async (_, name, code) => {
    const blob = prepare(unreadable(new DOMException('no', name)))

    await expect(readAll(blob)).rejects.toMatchObject({ code, cause: { name } })
  })

  it('says so when the file became shorter', async () => {
    const blob = prepare(shorterThanItSays())

    await expect(readAll(blob)).rejects.toMatchObject({ code: 'file-changed' })
  })

  it('stops between two pieces when aborted', async () => {
    const controller = new AbortController()
    const reading = readAll(prepare(new Blob([new Uint8Array(33 * MiB)])), controller)

    await expect(reading).rejects.toBe('paused')
  })

  it('reads nothing of an empty Blob', async () => {
    expect(await readAll(prepare(new Blob([])))).toBe(0)
  })
})

/** Counts the pieces; aborts after the first of them, if it may. */
async function readAll(blob: Blob, controller?: AbortController): Promise<number> {
  let pieces = 0
  for await (const _ of readPieces(blob, controller?.signal ?? signal)) {
    pieces += 1
    controller?.abort('paused')
  }
  return pieces
}

/** As in WebKit. */
function withoutByteStream(blob: Blob): Blob {
  blob.stream = () => new ReadableStream()
  return blob
}

/** Its stream fails as Chromium's does: without a reason. */
function unreadable(error: DOMException): Blob {
  const blob = new Blob(['bytes'])
  blob.slice = () => unreadable(error)
  blob.arrayBuffer = () => Promise.reject(error)
  blob.stream = () =>
    new ReadableStream({
      type: 'bytes',
      pull: () => {
        throw new TypeError('network error')
      },
    })
  return blob
}

function shorterThanItSays(): Blob {
  const blob = new Blob(['bytes'])
  const rest = new Blob(['byt'])
  blob.slice = () => rest
  blob.stream = () => rest.stream()
  return blob
}

async function sha256(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
}
