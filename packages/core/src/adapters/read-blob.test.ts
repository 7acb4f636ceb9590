import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
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

describe('a read to which nothing else refers', () => {
  it('keeps its stream while it waits: a browser that frees it never answers', async () => {
    const { blob, stream } = endless()
    void readPieces(blob, signal).next()

    expect(await isAlive(stream())).toBe(true)
  })

  it('lets it go when nobody wants more', async () => {
    const { blob, stream } = endless({ first: 3 })
    for await (const piece of readPieces(blob, signal)) {
      expect(piece).toHaveLength(3)
      break
    }

    expect(await isAlive(stream())).toBe(false)
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
  const blob = new Blob([new Uint8Array(MiB)])
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
  const blob = new Blob([new Uint8Array(MiB)])
  const rest = new Blob([new Uint8Array(MiB - 1)])
  blob.slice = () => rest
  blob.stream = () => rest.stream()
  return blob
}

/** A Blob whose stream gives so many bytes, and then nothing for ever. */
function endless({ first = 0 } = {}) {
  const blob = new Blob([new Uint8Array(MiB)])
  let seen: WeakRef<object> | undefined
  blob.stream = () => {
    const stream = new ReadableStream({
      type: 'bytes',
      start: (controller) => (first > 0 ? controller.enqueue(new Uint8Array(first)) : undefined),
      pull: () => new Promise(() => {}),
    })
    seen = new WeakRef(stream)
    return stream
  }
  return { blob, stream: () => seen }
}

async function isAlive(thing: WeakRef<object> | undefined): Promise<boolean> {
  // Whatever this task has touched lives until it ends.
  await new Promise((resolve) => setImmediate(resolve))
  collectGarbage()
  return thing?.deref() !== undefined
}

async function sha256(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
}

setFlagsFromString('--expose-gc')
// A context that is made after the flag has the function; this one is older.
const collectGarbage: () => void = runInNewContext('gc')
