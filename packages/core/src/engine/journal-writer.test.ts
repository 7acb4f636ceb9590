import { describe, expect, it } from 'vitest'
import type { JournalChange } from '../ports/upload-journal.ts'
import { createMemoryJournal } from '../adapters/memory-journal.ts'
import { createEntry } from '../testing/journal-entries.ts'
import { createVirtualTime } from '../testing/virtual-time.ts'
import { JournalWriter } from './journal-writer.ts'

const put = (id: string): JournalChange => ({ type: 'put', entry: createEntry(id) })
const forget = (id: string): JournalChange => ({ type: 'forget', id })

describe('JournalWriter', () => {
  it('writes what can wait in one transaction, twenty times a second at most', async () => {
    const { writer, transactions, time } = setUp()
    const ended = ['a', 'b', 'c', 'd'].map(async (id, index) => {
      await time.clock.sleep(index * 10)
      await writer.gather(forget(id))
    })

    await time.advance(60)
    await Promise.all(ended)

    expect(transactions).toEqual([[forget('a')], [forget('b'), forget('c'), forget('d')]])
  })

  it('holds up nobody who waits for a change, nor what was written before it', async () => {
    const { writer, transactions } = setUp()
    await writer.gather(forget('a'))
    void writer.gather(forget('b'))

    await writer.write(put('c'))

    expect(transactions).toEqual([[forget('a')], [forget('b'), put('c')]])
  })

  it('writes the rest at once when everything has to be committed', async () => {
    const { writer, transactions } = setUp()
    await writer.gather(forget('a'))
    void writer.gather(forget('b'))

    await writer.flushed()

    expect(transactions).toEqual([[forget('a')], [forget('b')]])
  })

  it('leaves out what ended before it was written', async () => {
    const { writer, transactions } = setUp()
    await writer.gather(forget('a'))
    void writer.gather(put('b'))
    void writer.gather(forget('b'))

    await writer.flushed()

    expect(transactions.at(-1)).toEqual([forget('b')])
  })
})

function setUp() {
  const time = createVirtualTime()
  const memory = createMemoryJournal({ availability: 'ready' })
  const transactions: (readonly JournalChange[])[] = []
  const journal = {
    ...memory,
    write: async (changes: readonly JournalChange[]) => {
      transactions.push(changes)
      await memory.write(changes)
    },
  }
  const writer = new JournalWriter(journal, {
    clock: time.clock,
    prepare: async () => {},
    onUnavailable: () => {},
    onForget: () => {},
  })
  return { writer, transactions, time }
}
