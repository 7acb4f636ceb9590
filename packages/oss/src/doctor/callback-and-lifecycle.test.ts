import OSS from 'ali-oss'
import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { FindingName } from './catalogue.ts'
import type { LifecycleRule } from './options.ts'
import { type Circumstances, detailsOf, examine, namesOf } from './test-support/doctor-bench.ts'

const callback = { url: 'https://api.example.com/stored', body: 'object=${object}' }

let emulator: OssEmulator

beforeAll(async () => {
  emulator = await createOssEmulator()
})

afterEach(() => emulator.faults.clear())
afterAll(() => emulator.close())

describe('a callback', () => {
  it('is in order', async () => {
    expect(namesOf(await examine(emulator, { callback }))).toEqual([])
  })

  it.each<[FindingName, Circumstances['callback']]>([
    ['callback-address', { ...callback, url: 'api.example.com/stored' }],
    ['callback-address', { ...callback, url: 'http://localhost:8080/stored' }],
    ['callback-address', { ...callback, url: 'http://192.168.1.7/stored' }],
    ['callback-address', { ...callback, url: [] }],
    ['callback-address', { ...callback, url: Array(6).fill(callback.url) }],
    ['callback-body', { ...callback, body: ' ' }],
  ])('is %s', async (name, wrong = callback) => {
    expect(namesOf(await examine(emulator, { callback: wrong }))).toEqual([name])
  })

  it('is callback-refused in the words of OSS', async () => {
    const message = 'The callback configuration is not json format.'
    const refusal = { kind: 'error', status: 400, code: 'InvalidArgument', message } as const
    const onFinding: Circumstances['onFinding'] = ({ check }) => {
      if (check === 'sample') emulator.faults.add({ ...refusal, ec: '0007-00000002' })
    }
    const findings = await examine(emulator, { callback, onFinding })

    expect(namesOf(findings)).toEqual(['callback-refused'])
    expect(detailsOf(findings, 'callback-refused')).toEqual({ message })
  })

  it.each<[FindingName, string]>([
    [
      'callback-unreachable',
      'Error status : -1.OSS can not connect to your callbackUrl, please check it.',
    ],
    ['callback-status', 'Error status : 502.'],
    ['callback-not-json', 'Response body is not valid json format.'],
    ['callback-slow', 'Cost too long time.'],
    ['callback-failed', 'Too many callback requests.'],
  ])('was %s the last time: “%s”', async (name, message) => {
    const findings = await examine(emulator, { lastCallback: { ok: false, message } })

    expect(namesOf(findings)).toEqual([name])
  })

  it('went well the last time', async () => {
    const findings = await examine(emulator, { lastCallback: { ok: true, body: '{}' } })
    expect(namesOf(findings)).toEqual([])
  })
})

describe('the rule for leftover parts', () => {
  const rule = { prefix: 'uploads/', status: 'Enabled', abortMultipartUpload: { days: 7 } }

  it('is lifecycle-missing in a bucket without any', async () => {
    const findings = await examine(emulator, { readLifecycle })

    expect(namesOf(findings)).toEqual(['lifecycle-missing'])
    expect(detailsOf(findings, 'lifecycle-missing')['xml']).toContain('<Prefix>uploads/</Prefix>')
  })

  it.each([
    ['of another prefix', { ...rule, prefix: 'logs/' }],
    ['that is turned off', { ...rule, status: 'Disabled' }],
    ['about objects', { prefix: '', status: 'Enabled', expiration: { days: 7 } }],
  ])('is lifecycle-missing where there is one %s', async (_what, other) => {
    await putRules([other])
    expect(namesOf(await examine(emulator, { readLifecycle }))).toEqual(['lifecycle-missing'])
  })

  it('is in order as the advice says', async () => {
    await putRules([rule])
    expect(namesOf(await examine(emulator, { readLifecycle }))).toEqual([])
  })

  it('is lifecycle-unknown where the server does not say', async () => {
    const failing = () => Promise.reject(new Error('HTTP 500'))
    const findings = await examine(emulator, { readLifecycle: failing })

    expect(findings.at(-2)).toMatchObject({ name: 'lifecycle-unknown', outcome: 'unknown' })
  })
})

/** What a server of the application does. */
async function readLifecycle(): Promise<readonly LifecycleRule[]> {
  try {
    const { rules } = await client().getBucketLifecycle('demo-bucket')
    return rules as unknown as readonly LifecycleRule[] // Its types demand dates that are not there.
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'NoSuchLifecycle') return []
    throw thrown
  }
}

async function putRules(rules: readonly object[]): Promise<void> {
  const copies = rules.map((rule) => ({ ...rule })) as unknown as OSS.LifecycleRule[] // As above.
  await client().putBucketLifecycle('demo-bucket', copies)
}

function client(): OSS {
  const [account] = emulator.accounts
  const key = { accessKeyId: '', accessKeySecret: '', ...account }
  const addressed = { endpoint: emulator.url, sldEnable: true, region: 'oss-cn-hangzhou' }
  return new OSS({ ...key, ...addressed, bucket: 'demo-bucket', authorizationV4: true })
}
