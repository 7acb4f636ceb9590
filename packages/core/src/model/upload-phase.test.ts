import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { progressOf, type UploadSnapshot, type UploadStatus } from './upload-phase.ts'

const unfinished = [
  'interrupted',
  'queued',
  'preparing',
  'uploading',
  'paused',
  'finishing',
] as const

describe('progressOf', () => {
  it('is never 1 before the object exists, even with all bytes sent', () => {
    fc.assert(
      fc.property(fc.constantFrom(...unfinished), fc.nat(), fc.nat(), (status, size, sentBytes) => {
        const progress = progressOf(createSnapshot({ status, size, sentBytes }))

        expect(progress).toBeGreaterThanOrEqual(0)
        expect(progress).toBeLessThan(1)
      }),
    )
  })

  it('is 1 once it is done, for an empty file too', () => {
    for (const size of [0, 100])
      expect(progressOf({ ...createSnapshot({ status: 'queued', size }), ...done })).toBe(1)
  })

  it('is 0 for an empty file that is not done', () => {
    expect(progressOf(createSnapshot({ status: 'uploading', size: 0 }))).toBe(0)
  })

  it('grows with the bytes that were sent', () => {
    const half = createSnapshot({ status: 'uploading', size: 100, sentBytes: 50 })

    expect(progressOf(half)).toBe(0.5)
    expect(progressOf({ ...half, status: 'paused' })).toBe(0.5)
  })
})

const done = {
  status: 'done',
  object: { key: 'a', size: 0, etag: null, crc64: '0', url: '', verified: 'crc64' },
} as const

function createSnapshot({
  status,
  size,
  sentBytes = 0,
}: {
  readonly status: Exclude<UploadStatus, 'done' | 'failed'>
  readonly size: number
  readonly sentBytes?: number
}): UploadSnapshot {
  return {
    status,
    id: 'a',
    group: '',
    file: { name: 'a', size, type: '', lastModified: 1, relativePath: '' },
    sentBytes,
    partCount: 1,
    storedParts: 0,
    reusedParts: 0,
    rate: null,
    secondsLeft: null,
    waitingFor: null,
    fileAt: 'hand',
    begunElsewhereAt: null,
    owner: 'here',
    journal: 'ready',
  }
}
