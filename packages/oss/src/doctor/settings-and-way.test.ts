import { createOssEmulator, type Fault, type OssEmulator } from '@resumable-upload/oss-emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { FindingName } from './catalogue.ts'
import { type Circumstances, detailsOf, examine, namesOf } from './test-support/doctor-bench.ts'

let emulator: OssEmulator

beforeAll(async () => {
  emulator = await createOssEmulator()
})

afterEach(() => emulator.faults.clear())
afterAll(() => emulator.close())

describe('what is written down', () => {
  it.each<[FindingName, Circumstances, Readonly<Record<string, string>>]>([
    ['bucket-name', { bucket: 'Demo_Bucket' }, { bucket: 'Demo_Bucket' }],
    ['region-name', { region: 'Hangzhou' }, { region: 'Hangzhou' }],
    [
      'endpoint-form',
      { endpoint: 'https://oss-cn-hangzhou.aliyuncs.com/demo-bucket' },
      { instead: 'https://oss-cn-hangzhou.aliyuncs.com' },
    ],
    [
      'endpoint-form',
      { endpoint: 'ftp://files.example.com' },
      { instead: 'https://files.example.com' },
    ],
    ['endpoint-form', { endpoint: 'https://x:y z' }, { instead: 'oss-cn-hangzhou.aliyuncs.com' }],
    [
      'endpoint-internal',
      { endpoint: 'oss-cn-hangzhou-internal.aliyuncs.com' },
      { instead: 'oss-cn-hangzhou.aliyuncs.com' },
    ],
    [
      'endpoint-region',
      { endpoint: 'oss-cn-beijing.aliyuncs.com' },
      { region: 'cn-hangzhou', other: 'cn-beijing' },
    ],
    [
      'endpoint-insecure',
      { page: { protocol: 'https:' } },
      { instead: 'https://oss-cn-hangzhou.aliyuncs.com' },
    ],
    ['endpoint-not-cname', { cname: true }, { endpoint: 'oss-cn-hangzhou.aliyuncs.com' }],
  ])('is %s', async (name, circumstances, details) => {
    const findings = await examine(emulator, circumstances)

    expect(namesOf(findings)).toEqual([name])
    expect(detailsOf(findings, name)).toMatchObject(details)
  })

  it('shows no password of an endpoint', async () => {
    const findings = await examine(emulator, { endpoint: 'https://me:hunter2hunter2@example.com' })

    expect(namesOf(findings)).toEqual(['endpoint-form'])
    expect(JSON.stringify(findings)).not.toContain('hunter2')
  })
})

describe('the page', () => {
  it.each<[FindingName, Circumstances['page']]>([
    ['page-insecure', { isSecure: false }],
    ['page-without-origin', { origin: null }],
    ['csp-connect', { tryPolicy: async () => [{ what: 'connect', directive: 'connect-src' }] }],
    ['worker-unavailable', { tryPolicy: async () => [{ what: 'worker', directive: null }] }],
    ['storage-low', { estimateStorage: async () => ({ quota: 300e6, usage: 290e6 }) }],
    [
      'journal-unavailable',
      { tryDatabase: () => Promise.reject(new DOMException('Denied.', 'SecurityError')) },
    ],
  ])('is %s', async (name, page = {}) => {
    expect(namesOf(await examine(emulator, { page }))).toEqual([name])
  })

  it('may keep how much it may store to itself', async () => {
    const page = { estimateStorage: async () => null }
    expect(namesOf(await examine(emulator, { page }))).toEqual([])
  })
})

describe('the way to OSS', () => {
  it.each<[FindingName, Fault, Circumstances]>([
    ['silent', { kind: 'answer-lost', operation: 'ListParts' }, { patience: { silent: 100 } }],
    ['slow', { kind: 'latency', delayMs: 20, operation: 'ListParts' }, { patience: { slow: 5 } }],
    ['foreign-answer', { kind: 'foreign-answer' }, {}],
    ['server-busy', { kind: 'error', status: 503 }, {}],
    ['clock-wrong', { kind: 'clock-skew', skewMs: 22 * 60_000 }, {}],
    ['clock-wrong', { kind: 'clock-skew', skewMs: -22 * 60_000 }, {}],
  ])('is %s', async (name, fault, circumstances) => {
    const findings = await examine(emulator, { ...circumstances, ...onceAtThePage(fault) })

    expect(namesOf(findings)).toEqual([name])
  })

  it('is unreachable', async () => {
    const cut = await createOssEmulator()
    const fault = { kind: 'network-cut', durationMs: 3_600_000 } as const
    const findings = await examine(cut, onceAtThePage(fault, cut))
    await cut.close()

    expect(namesOf(findings)).toEqual(['unreachable'])
  })

  it('tells which way a clock is wrong', async () => {
    const fault = { kind: 'clock-skew', skewMs: 22 * 60_000 } as const
    const findings = await examine(emulator, onceAtThePage(fault))

    expect(detailsOf(findings, 'clock-wrong')).toEqual({ minutes: '22', direction: '−' })
  })
})

/** From the first check on, so that the token comes as usual. */
function onceAtThePage(fault: Fault, { faults } = emulator): Circumstances {
  let begun = false
  return {
    onFinding() {
      if (!begun) faults.add(fault)
      begun = true
    },
  }
}
