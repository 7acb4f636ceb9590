import { describe, expect, it } from 'vitest'
import { createFullEntry, createPart } from '../testing/journal-entries.ts'
import { parseJournalEntry, parsePartRecord } from './parse-journal-entry.ts'

describe('parseJournalEntry', () => {
  it('gives a whole row back as it is', () => {
    expect(parseJournalEntry(createFullEntry())).toEqual(createFullEntry())
  })

  it('drops fields that nobody knows', () => {
    expect(parseJournalEntry({ ...createFullEntry(), secret: 'x' })).toEqual(createFullEntry())
  })

  it('takes a row of a time when a file was cut once', () => {
    const { recuts: _, ...rest } = createFullEntry()

    expect(parseJournalEntry(rest)).toEqual({ ...rest, recuts: [] })
  })

  const needed = Object.keys(createFullEntry()).filter((field) => field !== 'recuts')

  it.each(needed)('refuses a row without its %s', (field) => {
    const { [field]: _, ...rest } = createFullEntry() as unknown as Record<string, unknown>

    expect(parseJournalEntry(rest)).toBeUndefined()
  })

  it.each([
    ['of another version', { v: 2 }],
    ['in a state that nobody knows', { state: 'hidden' }],
    ['with a negative part size', { partSize: -1 }],
    ['with a fraction of a byte', { partSize: 0.5 }],
    ['with recuts that are no list', { recuts: {} }],
    ['with a recut that is none', { recuts: [4] }],
    ['with a recut of the first part', { recuts: [{ first: 1, partSize: 5 }] }],
    ['with a recut into parts of no bytes', { recuts: [{ first: 4, partSize: 0 }] }],
    ['with recuts in disorder', { recuts: [recut(9), recut(4)] }],
    ['with the same recut twice', { recuts: [recut(4), recut(4)] }],
    ['with a recut behind the end of the file', { recuts: [recut(Number.MAX_SAFE_INTEGER)] }],
    ['with recuts of what was never cut', { partSize: 0, recuts: [recut(4)] }],
    ['with a checksum that is no number', { digests: ['0x1'] }],
    ['with a file of no size', { file: { ...createFullEntry().file, size: NaN } }],
    ['with a remote upload without id', { remote: { key: 'a' } }],
    ['with an object that was verified by magic', { object: { verified: 'magic' } }],
    ['with headers that are no text', { headers: { 'Content-Type': 1 } }],
    ['with metadata that is a list', { metadata: ['a'] }],
    ['with a time that is a date', { createdAt: new Date() }],
  ])('refuses a row %s', (_, change) => {
    expect(parseJournalEntry({ ...createFullEntry(), ...change })).toBeUndefined()
  })

  it.each([null, undefined, 1, 'row', [], new Map()])('refuses %s', (row) => {
    expect(parseJournalEntry(row)).toBeUndefined()
  })
})

describe('parsePartRecord', () => {
  it('gives a whole row back, without the id of its upload', () => {
    expect(parsePartRecord({ id: 'a', ...createPart(3) })).toEqual(createPart(3))
  })

  it.each([
    ['number 0', { number: 0 }],
    ['a negative offset', { offset: -1 }],
    ['a size beyond counting', { size: Infinity }],
    ['an ETag that is no text', { etag: 7 }],
    ['no checksum', { crc64: null }],
  ])('refuses a row with %s', (_, change) => {
    expect(parsePartRecord({ ...createPart(1), ...change })).toBeUndefined()
  })
})

const recut = (first: number) => ({ first, partSize: 5 })
