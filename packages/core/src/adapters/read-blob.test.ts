import { describe, expect, it } from 'vitest'
import { readPieces } from './read-blob.ts'

const MiB = 1024 * 1024
const { signal } = new AbortController()

describe('readPieces', () => {
  it('reads a large Blob in pieces, so that it is never in memory as a whole', async () => {
    const sizes: number[] = []

    for await (const piece of readPieces(new Blob([new Uint8Array(33 * MiB)]), signal))
      sizes.push(piece.length)

    expect(sizes).toEqual([16 * MiB, 16 * MiB, MiB])
  })

  it.each([
    ['was changed', 'NotReadableError', 'file-changed'],
    ['was deleted', 'NotFoundError', 'file-unreadable'],
    ['may not be read', 'NotAllowedError', 'file-unreadable'],
  ])('says so when the file %s', async (_, name, code) => {
    const blob = unreadable(new DOMException('no', name))

    await expect(readAll(blob)).rejects.toMatchObject({ code, cause: { name } })
  })

  it('says so when the file became shorter', async () => {
    await expect(readAll(shorterThanItSays())).rejects.toMatchObject({ code: 'file-changed' })
  })

  it('stops between two pieces when aborted', async () => {
    const controller = new AbortController()
    const reading = readAll(new Blob([new Uint8Array(33 * MiB)]), controller)

    await expect(reading).rejects.toBe('paused')
  })

  it('reads nothing of an empty Blob', async () => {
    expect(await readAll(new Blob([]))).toBe(0)
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

function unreadable(error: DOMException): Blob {
  const blob = new Blob(['bytes'])
  blob.slice = () => unreadable(error)
  blob.arrayBuffer = () => Promise.reject(error)
  return blob
}

function shorterThanItSays(): Blob {
  const blob = new Blob(['bytes'])
  blob.slice = () => new Blob(['byt'])
  return blob
}
