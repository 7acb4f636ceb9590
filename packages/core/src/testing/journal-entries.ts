import type { JournalEntry, PartRecord } from '../ports/upload-journal.ts'

export function createEntry(id: string, changes: Partial<JournalEntry> = {}): JournalEntry {
  return {
    v: 1,
    id,
    storageId: 'storage',
    group: '',
    identity: `identity of ${id}`,
    owner: null,
    state: 'open',
    file: { name: `${id}.zip`, size: 100, type: '', lastModified: 1, relativePath: '' },
    digests: [],
    key: `uploads/${id}.zip`,
    partSize: 10,
    recuts: [],
    remote: null,
    expected: null,
    object: null,
    headers: {},
    metadata: {},
    createdAt: 1,
    touchedAt: 1,
    ...changes,
  }
}

export function createFullEntry(): JournalEntry {
  const key = 'uploads/报告 🎬+1%.zip'
  const crc64 = '11051210869376104954'
  return createEntry('full', {
    group: 'invoices',
    owner: 'tab-1',
    state: 'confirming',
    file: {
      name: '报告 🎬.zip',
      size: 53_687_091_200_000,
      type: 'a/b',
      lastModified: 2,
      relativePath: 'x/报告',
    },
    digests: [crc64, '0'],
    key,
    recuts: [
      { first: 4, partSize: 5 },
      { first: 9, partSize: 2 },
    ],
    remote: { key, uploadId: '0004B9894A22E5B1888A1E29F823****' },
    expected: { size: 9, crc64 },
    object: {
      key,
      size: 9,
      etag: 'B864DB6A936D376F9F8D3ED3BBE540DD-3',
      crc64,
      url: 'https://bucket.example/a',
      verified: 'crc64',
      callback: { ok: true, body: '{}' },
      confirmed: { row: [1, null, 'two'] },
    },
    headers: { 'Content-Type': 'application/zip' },
    metadata: { customer: '42' },
  })
}

export function createPart(number: number): PartRecord {
  const etag = String(number).padStart(32, '0')
  return { number, offset: (number - 1) * 10, size: 10, etag, crc64: String(number), storedAt: 1 }
}
