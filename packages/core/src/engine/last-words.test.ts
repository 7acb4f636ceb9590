import { describe, expect, it } from 'vitest'
import type { JournalChange } from '../ports/upload-journal.ts'
import { createEntry, createPart } from '../testing/journal-entries.ts'
import { createMemoryJournal } from '../adapters/memory-journal.ts'
import { lastWords } from './last-words.ts'

const put = (id: string, state: 'queued' | 'sending'): JournalChange => {
  return { type: 'put', entry: createEntry(id, { state }) }
}
const putPart = (id: string, number: number): JournalChange => {
  return { type: 'putPart', id, part: createPart(number) }
}
const dropParts = (id: string): JournalChange => ({ type: 'dropParts', id })
const forget = (id: string): JournalChange => ({ type: 'forget', id })

describe('lastWords', () => {
  it('writes the last state of an entry only', () => {
    const last = put('a', 'sending')

    expect(lastWords([put('a', 'queued'), put('b', 'queued'), last])).toEqual([
      put('b', 'queued'),
      last,
    ])
  })

  it('does not write what is forgotten in the same breath', () => {
    const changes = [put('a', 'sending'), putPart('a', 1), forget('a'), forget('a')]

    expect(lastWords(changes)).toEqual([forget('a')])
  })

  it('keeps the parts that come after the old ones were dropped', () => {
    const changes = [putPart('a', 1), dropParts('a'), putPart('a', 2)]

    expect(lastWords(changes)).toEqual([dropParts('a'), putPart('a', 2)])
  })

  it('forgets the parts of an entry that begins anew', () => {
    const changes = [putPart('a', 1), forget('a'), put('a', 'queued')]

    expect(lastWords(changes)).toEqual([forget('a'), put('a', 'queued')])
  })

  it('leaves every journal as all the changes would', async () => {
    const kinds = [
      put('a', 'queued'),
      put('a', 'sending'),
      putPart('a', 1),
      dropParts('a'),
      forget('a'),
    ]
    const sequences = kinds.flatMap((first) =>
      kinds.flatMap((second) => kinds.map((third) => [first, second, third])),
    )

    for (const changes of sequences)
      expect(await outcomeOf(lastWords(changes))).toEqual(await outcomeOf(changes))
  })
})

/** Of an entry with one part. */
async function outcomeOf(changes: readonly JournalChange[]): Promise<unknown> {
  const journal = createMemoryJournal()
  await journal.write([put('a', 'queued'), putPart('a', 9)])
  await journal.write(changes)
  return [await journal.get('a'), await journal.parts('a')]
}
