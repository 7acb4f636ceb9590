import { describe, expect, it, vi } from 'vitest'
import type { UploadError } from '../model/upload-error.ts'
import type { UploadJournal } from '../ports/upload-journal.ts'
import { describeUploadJournal } from '../testing/describe-upload-journal.ts'
import { createEntry, createPart } from '../testing/journal-entries.ts'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { forgivingJournal } from './forgiving-journal.ts'
import { createMemoryJournal } from './memory-journal.ts'

describeUploadJournal('forgivingJournal', () => forgivingJournal(lasting()))

const entry = createEntry('a', { owner: 'tab-1' })

describe('forgivingJournal', () => {
  it('goes on with what it knows when the storage is full', async () => {
    const { journal, disk } = setUp()
    await journal.write([{ type: 'put', entry }])
    disk.fail(new DOMException('full', 'QuotaExceededError'))

    await journal.write([{ type: 'putPart', id: 'a', part: createPart(1) }])
    await journal.write([{ type: 'put', entry: { ...entry, state: 'completing' } }])

    expect(journal.availability).toBe('unavailable')
    expect(await journal.get('a')).toMatchObject({ state: 'completing' })
    expect(await journal.list('storage')).toHaveLength(1)
    expect(await journal.parts('a')).toEqual([createPart(1)])
  })

  it('says once, and why, that memory is all that is left', async () => {
    const { journal, disk, news } = setUp()
    disk.fail(new Error('The disk is on fire.'))

    await journal.list('storage')
    await journal.write([{ type: 'put', entry }])

    expect(news).toMatchObject([['unavailable', { message: 'The disk is on fire.' }]])
  })

  it.each<readonly [string, (journal: UploadJournal) => Promise<unknown>, unknown]>([
    ['list', (journal) => journal.list('storage'), []],
    ['get', (journal) => journal.get('a'), undefined],
    ['parts', (journal) => journal.parts('a'), []],
    ['write', (journal) => journal.write([{ type: 'put', entry }]), undefined],
    ['claim', (journal) => journal.claim('a', { from: null, owner: 'me' }), undefined],
    ['clear', (journal) => journal.clear(), undefined],
  ])('answers %s though the browser never does', async (_, ask, answer) => {
    vi.useFakeTimers()
    const { journal, disk } = setUp()
    disk.hang()

    const asking = ask(journal)
    await vi.advanceTimersByTimeAsync(5_000)

    expect(await asking).toEqual(answer)
    expect(journal.availability).toBe('unavailable')
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  it('does not take eight hours of sleep for a browser that never answers', async () => {
    const clock = new VirtualClock()
    let answer = (): void => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    const slow = { ...lasting(), get: () => answered.then(() => entry) }
    const journal = forgivingJournal(slow, { clock })
    const asking = journal.get('a')
    await Promise.resolve()

    clock.moveTo(8 * 60 * 60_000)
    clock.wakeNext()
    await Promise.resolve()
    answer()

    expect(await asking).toEqual(entry)
    expect(journal.availability).toBe('ready')
  })

  it('knows entries of earlier visits by what it read of them, when it cannot ask any more', async () => {
    const { journal, disk } = setUp()
    await disk.write([{ type: 'put', entry }])
    await journal.list('storage')
    disk.fail(new Error('The disk is on fire.'))

    expect(await journal.get('a')).toEqual(entry)
  })

  it('keeps no timer behind when all goes well', async () => {
    vi.useFakeTimers()
    const { journal } = setUp()

    await journal.write([{ type: 'put', entry }])

    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  it('claims an interrupted upload that it had listed before', async () => {
    const { journal, disk } = setUp()
    await disk.write([{ type: 'put', entry }])
    await journal.list('storage')
    disk.fail(new Error('gone'))

    const change = { from: 'tab-1', owner: 'tab-2' }
    expect(await journal.claim('a', { ...change, from: 'tab-9' })).toBeUndefined()
    expect(await journal.claim('a', change)).toMatchObject({ id: 'a', owner: 'tab-2' })
    expect(await journal.claim('a', change)).toBeUndefined()
  })

  it('remembers the parts of an upload that it claimed', async () => {
    const { journal, disk } = setUp()
    await disk.write([
      { type: 'put', entry },
      { type: 'putPart', id: 'a', part: createPart(7) },
    ])
    await journal.claim('a', { from: 'tab-1', owner: 'tab-2' })
    await journal.parts('a')

    disk.fail(new Error('gone'))

    expect(await journal.parts('a')).toEqual([createPart(7)])
  })

  it('still forgets a finished upload on a disk that takes no more', async () => {
    const { journal, disk } = setUp()
    await journal.write([{ type: 'put', entry }])
    disk.fail(new DOMException('full', 'QuotaExceededError'))
    await journal.write([{ type: 'putPart', id: 'a', part: createPart(1) }])

    disk.heal()
    await journal.write([{ type: 'forget', id: 'a' }])

    expect(await disk.get('a')).toBeUndefined()
    expect(journal.availability).toBe('unavailable')
  })
})

/** A journal on a disk that can be made to fail. */
interface Disk extends UploadJournal {
  fail(error: Error): void
  hang(): void
  heal(): void
}

function setUp(): {
  readonly journal: UploadJournal
  readonly disk: Disk
  readonly news: (readonly [string, UploadError])[]
} {
  const disk = createDisk()
  const news: (readonly [string, UploadError])[] = []
  const journal = forgivingJournal(disk, {
    onAvailabilityChange: (availability, reason) => void news.push([availability, reason]),
  })
  return { journal, disk, news }
}

function createDisk(): Disk {
  const memory = lasting()
  let trouble: (() => Promise<never>) | undefined
  const guarded =
    <Arguments extends readonly unknown[], Result>(
      work: (...given: Arguments) => Promise<Result>,
    ): ((...given: Arguments) => Promise<Result>) =>
    (...given) =>
      trouble ? trouble() : work(...given)
  return {
    availability: 'ready',
    list: guarded((storageId: string) => memory.list(storageId)),
    get: guarded((id: string) => memory.get(id)),
    parts: guarded((id: string) => memory.parts(id)),
    write: guarded((...given: Parameters<UploadJournal['write']>) => memory.write(...given)),
    claim: guarded((...given: Parameters<UploadJournal['claim']>) => memory.claim(...given)),
    clear: guarded(() => memory.clear()),
    close: () => memory.close(),
    fail(error) {
      trouble = () => Promise.reject(error)
    },
    hang() {
      trouble = () => new Promise(() => undefined)
    },
    heal() {
      trouble = undefined
    },
  }
}

function lasting(): UploadJournal {
  return createMemoryJournal({ availability: 'ready' })
}
