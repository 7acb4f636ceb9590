import { describe, expect, it } from 'vitest'
import type { Fault } from './fault.ts'
import { type FaultSubject, matchesFault } from './matches-fault.ts'

const uploadPart: FaultSubject = {
  operation: 'UploadPart',
  key: 'users/42/film.mp4',
  partNumber: 3,
  uploadId: '0123456789ABCDEF0123456789ABCDEF',
}
const putObject: FaultSubject = {
  operation: 'PutObject',
  key: 'users/42/small.txt',
  partNumber: null,
  uploadId: null,
}
const error: Fault = { kind: 'error' }

describe('matchesFault', () => {
  it('meets every request when nothing narrows it', () => {
    expect(matchesFault(error, uploadPart)).toBe(true)
    expect(matchesFault(error, { ...putObject, operation: null })).toBe(true)
  })

  it.each([
    { filter: { operation: 'UploadPart' }, fits: true },
    { filter: { operation: 'PutObject' }, fits: false },
    { filter: { partNumber: 3 }, fits: true },
    { filter: { partNumber: 4 }, fits: false },
    { filter: { keyPattern: 'users/42/film.mp4' }, fits: true },
    { filter: { keyPattern: 'users/*' }, fits: true },
    { filter: { keyPattern: '*.mp4' }, fits: true },
    { filter: { keyPattern: 'users' }, fits: false },
    { filter: { keyPattern: 'users/*', partNumber: 4 }, fits: false },
  ] as const)('holds a part against $filter', ({ filter, fits }) => {
    expect(matchesFault({ ...error, ...filter }, uploadPart)).toBe(fits)
  })

  it('spares preflights and STS unless it names them', () => {
    const preflight = { ...uploadPart, operation: 'Preflight' } as const
    const assumeRole = { ...putObject, operation: 'AssumeRole' } as const

    expect(matchesFault(error, preflight)).toBe(false)
    expect(matchesFault(error, assumeRole)).toBe(false)
    expect(matchesFault({ ...error, operation: 'Preflight' }, preflight)).toBe(true)
    expect(matchesFault({ ...error, operation: 'AssumeRole' }, assumeRole)).toBe(true)
  })

  it.each([
    { fault: { kind: 'latency', delayMs: 1 }, preflight: true, assumeRole: false },
    { fault: { kind: 'clock-skew', skewMs: 1 }, preflight: true, assumeRole: true },
    { fault: { kind: 'cors-missing' }, preflight: true, assumeRole: false },
  ] as const)('$fault.kind reaches what no request escapes', ({ fault, preflight, assumeRole }) => {
    expect(matchesFault(fault, { ...putObject, operation: 'Preflight' })).toBe(preflight)
    expect(matchesFault(fault, { ...putObject, operation: 'AssumeRole' })).toBe(assumeRole)
  })

  it.each([
    { fault: { kind: 'part-damaged' }, meets: 'UploadPart' },
    { fault: { kind: 'object-damaged' }, meets: 'CompleteMultipartUpload' },
    { fault: { kind: 'object-damaged' }, meets: 'PutObject' },
    { fault: { kind: 'object-damaged' }, meets: 'PostObject' },
    { fault: { kind: 'crc-missing', from: 'list-parts' }, meets: 'ListParts' },
  ] as const)('$fault.kind waits for $meets', ({ fault, meets }) => {
    expect(matchesFault(fault, { ...uploadPart, operation: meets })).toBe(true)
    expect(matchesFault(fault, { ...uploadPart, operation: 'HeadObject' })).toBe(false)
  })

  it('can forget only an upload that a request names', () => {
    expect(matchesFault({ kind: 'upload-forgotten' }, uploadPart)).toBe(true)
    expect(matchesFault({ kind: 'upload-forgotten' }, putObject)).toBe(false)
  })
})
