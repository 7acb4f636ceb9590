import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CallbackOutcome } from '@resumable-upload/core'
import OSS from 'ali-oss'
import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createBench } from '../test-support/storage-bench.ts'
import type { UploadCallback } from '../upload-callback.ts'
import type { FindingName } from './catalogue.ts'
import type { LifecycleRule } from './options.ts'
import { type Circumstances, detailsOf, examine, namesOf } from './test-support/doctor-bench.ts'

const callback = { url: 'https://api.example.com/stored', body: 'object=${object}' }

let emulator: OssEmulator
let application: Application

beforeAll(async () => {
  emulator = await createOssEmulator()
  application = await startApplication()
})

afterEach(() => emulator.faults.clear())
afterAll(async () => {
  application.close()
  await emulator.close()
})

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
    ['callback-status', '/broken'],
    ['callback-not-json', '/text'],
    ['callback-unreachable', ':1/'],
  ])('was %s the last time, as the object says', async (name, place) => {
    const url = place.startsWith(':') ? `http://127.0.0.1${place}` : `${application.url}${place}`
    const lastCallback = await uploadWith({ ...callback, url })
    const findings = await examine(emulator, { lastCallback })

    expect(lastCallback.ok).toBe(false)
    expect(namesOf(findings)).toEqual([name])
  })

  it('was callback-slow the last time', async () => {
    const impatient = await createOssEmulator({ callbackTimeoutMs: 50 })
    const own = { ...callback, url: `${application.url}/never` }
    const findings = await examine(impatient, { lastCallback: await uploadWith(own, impatient) })
    await impatient.close()

    expect(namesOf(findings)).toEqual(['callback-slow'])
  })

  it('was callback-failed the last time, for reasons of its own', async () => {
    const message = 'Too many callback requests.'
    emulator.faults.add({ kind: 'callback-failed', message, times: 1 })
    const lastCallback = await uploadWith({ ...callback, url: `${application.url}/fine` })
    const findings = await examine(emulator, { lastCallback })

    expect(namesOf(findings)).toEqual(['callback-failed'])
    expect(detailsOf(findings, 'callback-failed')).toMatchObject({ message })
  })

  it('went well the last time', async () => {
    const lastCallback = await uploadWith({ ...callback, url: `${application.url}/fine` })

    expect(lastCallback).toEqual({ ok: true, body: '{}' })
    expect(namesOf(await examine(emulator, { lastCallback }))).toEqual([])
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

interface Application {
  readonly url: string
  close(): void
}

/** What OSS calls: each path answers in a way of its own. */
async function startApplication(): Promise<Application> {
  const server = createServer(({ url }, response) => {
    if (url === '/broken') response.writeHead(502).end()
    if (url === '/text') response.end('Thank you.')
    if (url === '/fine') response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // It listens on a port, not on a pipe.
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A small upload, and what its object says of the callback. */
async function uploadWith(own: UploadCallback, oss = emulator): Promise<CallbackOutcome> {
  const { storage, call } = createBench(oss, { callback: own })
  const file = { name: 'a.txt', size: 1, type: '', lastModified: 1, relativePath: '' }
  const target = storage.nameObject({ file })
  const object = await storage.sendWhole(target, new Blob(['a']), call)
  return object.callback ?? { ok: false, message: 'The object says nothing of a callback.' }
}

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
