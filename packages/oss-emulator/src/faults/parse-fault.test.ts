import { describe, expect, it } from 'vitest'
import { parseFault, parseFaults } from './parse-fault.ts'

describe('parseFault', () => {
  it.each([
    { kind: 'latency', delayMs: 200, operation: 'UploadPart', times: 3 },
    { kind: 'bandwidth', bytesPerSecond: 1_000_000, per: 'connection' },
    { kind: 'drop-before', afterBytes: 1000, partNumber: 2 },
    { kind: 'drop-after', operation: 'CompleteMultipartUpload' },
    { kind: 'answer-lost', keyPattern: 'users/*' },
    { kind: 'error', status: 500, retryAfterSeconds: 2, cors: false, probability: 0.5 },
    { kind: 'crc-missing', from: 'list-parts' },
    { kind: 'stall', afterBytes: 0, stallMs: 10 },
    { kind: 'clock-skew', skewMs: -3_600_000 },
    { kind: 'token-expired', durationMs: 1000 },
    { kind: 'cors-missing', header: 'ETag' },
    { kind: 'part-damaged', offset: 7 },
    { kind: 'object-damaged' },
    { kind: 'upload-forgotten' },
    { kind: 'network-cut', durationMs: 10_000 },
  ])('takes $kind', (fault) => {
    expect(parseFault(fault)).toEqual(fault)
  })

  it.each([
    { json: 'latency', sentence: 'A fault is an object' },
    { json: {}, sentence: '"kind" is one of latency, bandwidth' },
    { json: { kind: 'rain' }, sentence: 'not "rain"' },
    { json: { kind: 'toString' }, sentence: '"kind" is one of' },
    { json: { kind: 'latency' }, sentence: 'A fault of kind latency needs "delayMs".' },
    {
      json: { kind: 'latency', delayMs: '5' },
      sentence: '"delayMs" is an integer from 0 to 86400000, not "5".',
    },
    { json: { kind: 'error', staus: 500 }, sentence: 'A fault of kind error has no "staus"' },
    { json: { kind: 'error', status: 200 }, sentence: '"status" is an integer from 400 to 599' },
    { json: { kind: 'error', operation: 'Upload' }, sentence: '"operation" is one of PutObject' },
    { json: { kind: 'error', probability: 2 }, sentence: '"probability" is a number from 0 to 1' },
    { json: { kind: 'network-cut' }, sentence: 'A fault of kind network-cut needs "durationMs".' },
    {
      json: { kind: 'network-cut', durationMs: 1, times: 1 },
      sentence: 'A fault of kind network-cut has no "times"',
    },
  ])('explains what is wrong with $json', ({ json, sentence }) => {
    expect(() => parseFault(json)).toThrow(sentence)
  })

  it('takes one fault for a list', () => {
    expect(parseFaults({ kind: 'drop-after' })).toEqual([{ kind: 'drop-after' }])
    expect(parseFaults([])).toEqual([])
  })
})
