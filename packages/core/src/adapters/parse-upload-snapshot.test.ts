import { describe, expect, it } from 'vitest'
import type { UploadSnapshot } from '../model/upload-phase.ts'
import { parsePartStates, parseUploadSnapshot } from './parse-upload-snapshot.ts'

const uploading: UploadSnapshot = {
  status: 'uploading',
  id: 'a',
  group: '',
  file: { name: 'a.zip', size: 9, type: '', lastModified: 1, relativePath: '' },
  sentBytes: 4,
  partCount: 3,
  storedParts: 1,
  reusedParts: 0,
  rate: 1.5,
  secondsLeft: null,
  waitingFor: null,
  fileAt: 'hand',
  begunElsewhereAt: null,
  owner: 'elsewhere',
  journal: 'ready',
}

describe('parseUploadSnapshot', () => {
  it('gives a whole snapshot back, with the payload of its phase and nothing else', () => {
    const error = { code: 'access-denied', message: 'No.', requestId: '5', part: 2 } as const

    expect(parseUploadSnapshot({ ...uploading, secret: 'x' })).toEqual(uploading)
    expect(parseUploadSnapshot({ ...uploading, status: 'failed', error })).toEqual({
      ...uploading,
      status: 'failed',
      error,
    })
  })

  it('takes no more bytes for sent than the file has', () => {
    expect(parseUploadSnapshot({ ...uploading, sentBytes: 1_000 })).toMatchObject({ sentBytes: 9 })
  })

  it.each([
    ['no object', 'uploading'],
    ['of an unknown status', { ...uploading, status: 'exploded' }],
    ['done without an object', { ...uploading, status: 'done' }],
    ['failed without a reason', { ...uploading, status: 'failed', error: { code: 'boom' } }],
    ['without a file', { ...uploading, file: null }],
    ['with a negative number of bytes', { ...uploading, sentBytes: -1 }],
    ['with a rate that is text', { ...uploading, rate: 'fast' }],
    ['waiting for what nobody knows', { ...uploading, waitingFor: 'godot' }],
  ])('refuses what is %s', (_what, value) => {
    expect(parseUploadSnapshot(value)).toBeUndefined()
  })
})

describe('parsePartStates', () => {
  const parts = {
    fileSize: 9,
    partSize: 4,
    recuts: [{ first: 2, partSize: 3 }],
    partCount: 3,
    state: new Uint8Array(3),
    sent: new Float64Array(3),
    repeats: new Uint16Array(3),
  }

  it('counts the parts by itself', () => {
    expect(parsePartStates({ ...parts, partCount: 7 })).toEqual(parts)
  })

  it.each([
    ['no object', null],
    ['cut into parts of no bytes', { ...parts, partSize: 0 }],
    ['with recuts of another file', { ...parts, recuts: [{ first: 9, partSize: 3 }] }],
    ['without states', { ...parts, state: [0, 0, 0] }],
    ['with repeats of another kind', { ...parts, repeats: new Uint8Array(3) }],
  ])('refuses what is %s', (_what, value) => {
    expect(parsePartStates(value)).toBeUndefined()
  })
})
