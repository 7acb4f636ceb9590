import type { StoredPart } from '@resumable-upload/core'
import { describe, expect, it, vi } from 'vitest'
import type { PartsPage } from './answers.ts'
import { listAllParts } from './list-parts.ts'

describe('listAllParts', () => {
  it.each([
    ['no part', 0, [0]],
    ['one full page', 1000, [0]],
    ['two pages', 1001, [0, 1000, 2000, 3000]],
    ['1,500 parts', 1500, [0, 1000, 2000, 3000]],
    ['four pages', 4000, [0, 1000, 2000, 3000]],
    ['ten pages', 10_000, [0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000]],
  ])('reads %s', async (_what, count, asked) => {
    const { readPage, pages } = serve(numbersTo(count))

    const parts = await listAllParts(readPage)

    expect(parts.map(({ number }) => number)).toEqual(numbersTo(count))
    expect(pages).toEqual(asked)
  })

  it('asks for further pages at once', async () => {
    const { readPage, waiting, release } = serve(numbersTo(10_000), { held: true })
    const listing = listAllParts(readPage)

    expect(waiting()).toBe(1)
    release()
    await vi.waitFor(() => expect(waiting()).toBe(3))
    release()
    await vi.waitFor(() => expect(waiting()).toBe(6))
    release()
    expect(await listing).toHaveLength(10_000)
  })

  it('misses no part when numbers have gaps', async () => {
    const numbers = numbersTo(10_000).filter((number) => number % 3 !== 0)
    const { readPage } = serve(numbers)

    expect((await listAllParts(readPage)).map(({ number }) => number)).toEqual(numbers)
  })

  it('misses no part when the server gives smaller pages than asked', async () => {
    const { readPage } = serve(numbersTo(2500), { size: 300 })

    expect((await listAllParts(readPage)).map(({ number }) => number)).toEqual(numbersTo(2500))
  })

  it('ends when the server sends the same page forever', async () => {
    let asked = 0
    const stuck = async (): Promise<PartsPage> => {
      asked += 1
      return { parts: [], isTruncated: true, next: 0 }
    }

    expect(await listAllParts(stuck)).toEqual([])
    expect(asked).toBe(10)
  })
})

function serve(
  numbers: readonly number[],
  { size = 1000, held = false }: { readonly size?: number; readonly held?: boolean } = {},
) {
  const pages: number[] = []
  let gates: (() => void)[] = []

  async function readPage(after: number): Promise<PartsPage> {
    pages.push(after)
    if (held) await new Promise<void>((resolve) => gates.push(resolve))
    const rest = numbers.filter((number) => number > after)
    const page = rest.slice(0, size)
    return { parts: page.map(toPart), isTruncated: rest.length > size, next: page.at(-1) ?? 0 }
  }

  return {
    readPage,
    pages,
    waiting: () => gates.length,
    release: () => {
      const open = gates
      gates = []
      for (const gate of open) gate()
    },
  }
}

function numbersTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}

function toPart(number: number): StoredPart {
  return { number, size: 1, etag: null, crc64: null }
}
