import { type Clock, type FileInfo, type StorageNotice, UploadError } from '@resumable-upload/core'
import { systemClock } from '@resumable-upload/core/browser'
import { testBytes } from '@resumable-upload/core/testing'
import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import OSS from 'ali-oss'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { aliOssSigner } from './ali-oss-signer.ts'
import { createOssStorage } from './oss-storage.ts'
import { errorXml } from './test-support/answers.ts'
import { assumeRole } from './test-support/assume-role.ts'
import { changeAnswer, createBench, hideHeaders } from './test-support/storage-bench.ts'
import { webCryptoSigner } from './web-crypto-signer.ts'

let emulator: OssEmulator

beforeAll(async () => {
  emulator = await createOssEmulator()
})
afterEach(() => {
  emulator.faults.clear()
  emulator.requests.clear()
})
afterAll(() => emulator.close())

const file: FileInfo = {
  name: '报告 1.pdf',
  size: 1,
  type: '',
  lastModified: 1,
  relativePath: '',
}
const body = new Blob([testBytes(1000)])
const minute = 60_000
const part = { number: 1, start: 0, end: body.size }

describe('createOssStorage', () => {
  it('refuses options that cannot work before anything is sent', () => {
    const options = { bucket: 'demo-bucket', region: 'cn-hangzhou' }

    expect(() => createOssStorage(options)).toThrow('one of "signer" and "getCredentials"')
    expect(() =>
      createOssStorage({ ...options, endpoint: 'oss-cn-hangzhou-internal.aliyuncs.com' }),
    ).toThrow(expect.objectContaining({ code: 'misconfigured' }))
  })

  it('uses the official SDK when it is only given getCredentials', async () => {
    const { call } = createBench(emulator)
    const storage = createOssStorage({
      bucket: 'demo-bucket',
      region: 'oss-cn-hangzhou',
      endpoint: emulator.url,
      getCredentials: () => assumeRole(emulator),
    })
    const target = storage.nameObject({ file })

    expect(await storage.sendWhole(target, body, call)).toMatchObject({ size: 1000 })
    expect(storage.credentials?.getSnapshot()).toMatchObject({ state: 'ready', renewals: 0 })
  })

  it('tells destinations apart, and keeps secrets out of its name', () => {
    const { storage } = createBench(emulator)
    const other = createBench(emulator, { bucket: 'other-bucket' }).storage

    expect(storage.id).toBe(`oss:${emulator.url}/demo-bucket`)
    expect(other.id).not.toBe(storage.id)
  })

  it.each(['whole', 'in parts'])('gives a file sent %s its headers and metadata', async (how) => {
    const { storage, call } = createBench(emulator, {
      headers: ({ name }) => ({
        cacheControl: 'max-age=60',
        disposition: { type: 'attachment', fileName: name },
        storageClass: 'IA',
      }),
      metadata: () => ({ owner: '张 1' }),
    })
    const target = storage.nameObject({ file })
    if (how === 'whole') await storage.sendWhole(target, body, call)
    else {
      const upload = await storage.open(target, call)
      const { number, etag } = await storage.sendPart(upload, part, body, call)
      await storage.complete(upload, [{ number, etag: etag ?? '' }], target, call)
    }

    const { res } = await adminClient().head(target.key)

    expect(res.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'max-age=60',
      'content-disposition': `attachment; filename="__ 1.pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%201.pdf`,
      'x-oss-storage-class': 'IA',
      'x-oss-meta-owner': '%E5%BC%A0%201',
    })
  })

  it('does not replace an object where that is forbidden', async () => {
    const { storage, call } = createBench(emulator, { forbidOverwrite: true })
    const target = storage.nameObject({ file })
    const early = await storage.open(target, call)
    const { etag } = await storage.sendPart(early, part, body, call)
    await storage.sendWhole(target, body, call)
    const taken = { code: 'object-exists' }

    await expect(storage.sendWhole(target, body, call)).rejects.toMatchObject(taken)
    await expect(storage.open(target, call)).rejects.toMatchObject(taken)
    await expect(
      storage.complete(early, [{ number: 1, etag: etag ?? '' }], target, call),
    ).rejects.toMatchObject(taken)
  })

  it('lets OSS store no file by a form that is larger than any it was signed for', async () => {
    const { storage, call } = createBench(emulator, {
      wrap: (transport) => (request, signal) => {
        const form = request.body
        if (!form || form instanceof Blob) return transport(request, signal)
        const longer = new Blob([form.file, new Uint8Array(8 * 1024 * 1024)])
        return transport({ ...request, body: { ...form, file: longer } }, signal)
      },
    })
    const target = storage.nameObject({ file })

    await expect(storage.sendWhole(target, body, call)).rejects.toMatchObject({
      code: 'file-too-large',
    })
    expect(await storage.findObject(target.key, call)).toBeNull()
  })

  it('stores the files of a folder with one signature, each under its own key and headers', async () => {
    const policies = new Set<string | undefined>()
    const { storage, call } = createBench(emulator, {
      signer: webCryptoSigner({ getCredentials: () => assumeRole(emulator) }),
      wrap: (transport) => (request, signal) => {
        if (request.body && 'fields' in request.body)
          policies.add(new Map(request.body.fields).get('policy'))
        return transport(request, signal)
      },
    })
    const keys = ['folder/a.pdf', 'folder/b.pdf', 'folder/c.pdf']
    const headers = { 'Content-Type': 'application/pdf', 'x-oss-forbid-overwrite': 'true' }

    for (const key of keys) await storage.sendWhole({ key, headers }, body, call)

    expect(policies.size).toBe(1)
    for (const key of keys)
      expect(await storage.findObject(key, call)).toMatchObject({ key, size: body.size })
    await expect(
      storage.sendWhole({ key: 'folder/a.pdf', headers }, body, call),
    ).rejects.toMatchObject({ code: 'object-exists' })
  })

  it('says which permission is missing', async () => {
    const policy = {
      Version: '1',
      Statement: [
        { Effect: 'Allow', Action: ['oss:PutObject'], Resource: ['acs:oss:*:*:demo-bucket/u-1/*'] },
      ],
    }
    const { storage, call } = createBench(emulator, {
      signer: webCryptoSigner({ getCredentials: () => assumeRole(emulator, { policy }) }),
    })

    await expect(storage.open(storage.nameObject({ file }), call)).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('session policy'),
      requestId: expect.stringMatching(/^[\dA-F]{24}$/),
    })
  })

  it('discards an upload until OSS knows nothing of it', async () => {
    const { storage, call } = createBench(emulator)
    const upload = await storage.open(storage.nameObject({ file }), call)
    await storage.sendPart(upload, part, body, call)
    emulator.requests.clear()

    await storage.discard(upload, call)

    expect(emulator.requests.list().map(({ status }) => status)).toEqual([204, 404])
  })

  it('finds no object that is not there, even where CORS hides why', async () => {
    const { storage, call } = createBench(emulator, { wrap: hideHeaders('x-oss-err', 'x-oss-ec') })

    expect(await storage.findObject('nowhere', call)).toBeNull()
  })

  it('asks the application for an object when the credentials may not read', async () => {
    const headObject = vi.fn(async () => null)
    const { storage, call } = createBench(emulator, { headObject })

    expect(await storage.findObject('a', call)).toBeNull()
    expect(headObject).toHaveBeenCalledExactlyOnceWith('a', call.signal)
    headObject.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    await expect(storage.findObject('a', call)).rejects.toMatchObject({ code: 'network-failed' })
  })

  it('carries no credential outside its URLs and forms', async () => {
    const seen: string[] = []
    const { storage, call } = createBench(emulator, {
      wrap: (transport) => (request, signal) => {
        seen.push(...Object.keys(request.headers ?? {}))
        return transport(request, signal)
      },
    })
    const target = storage.nameObject({ file })
    const upload = await storage.open(target, call)
    const { etag } = await storage.sendPart(upload, part, body, call)
    await storage.listParts(upload, call)
    await storage.complete(upload, [{ number: 1, etag: etag ?? '' }], target, call)
    await storage.findObject(target.key, call)
    await storage.sendWhole(target, body, call)

    expect(seen).toEqual(['Content-Type'])
  })
})

describe.each([
  ['ali-oss', aliOssSigner],
  ['WebCrypto', webCryptoSigner],
])('credentials that OSS refuses, signed by %s', (_name, createSigner) => {
  it.each([
    ['SecurityTokenExpired', () => void emulator.tokens.expire()],
    ['InvalidAccessKeyId', () => void emulator.tokens.revoke()],
    ['InvalidSecurityToken', () => refuse('InvalidSecurityToken')],
    ['AccessKeyIdAndSecurityTokenNotMatch', () => refuse('AccessKeyIdAndSecurityTokenNotMatch')],
    ['SignatureDoesNotMatch', () => refuse('SignatureDoesNotMatch')],
  ])('are renewed once for six parts in flight that hear %s', async (_code, spoil) => {
    const { storage, call, notices, getCredentials } = createBench(emulator, { createSigner })
    const upload = await storage.open(storage.nameObject({ file }), call)
    spoil()

    const parts = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((number) => storage.sendPart(upload, { ...part, number }, body, call)),
    )

    expect(parts).toHaveLength(6)
    expect(await storage.listParts(upload, call)).toHaveLength(6)
    expect(getCredentials.mock.calls.map(([reason]) => reason)).toEqual(['initial', 'rejected'])
    expect(notices).toEqual([{ type: 'credentialsRenewed' }])
  })

  it('fail the request when new ones are refused as well', async () => {
    const { storage, call, getCredentials } = createBench(emulator, { createSigner })
    emulator.faults.add({ kind: 'error', status: 403, code: 'SecurityTokenExpired' })

    await expect(storage.open(storage.nameObject({ file }), call)).rejects.toMatchObject({
      code: 'credentials-rejected',
    })
    expect(getCredentials).toHaveBeenCalledTimes(2)
  })

  it('are renewed for a form, whose policy was signed with the old ones', async () => {
    const { storage, call, getCredentials } = createBench(emulator, { createSigner })
    await storage.findObject('a', call)
    emulator.tokens.expire()

    await storage.sendWhole(storage.nameObject({ file }), body, call)

    expect(getCredentials).toHaveBeenCalledTimes(2)
  })

  it('are renewed for HEAD, where CORS lets the page see nothing', async () => {
    const { storage, call, getCredentials } = createBench(emulator, {
      createSigner,
      wrap: hideHeaders('x-oss-err', 'x-oss-ec'),
    })
    await storage.findObject('a', call)
    emulator.tokens.expire()

    expect(await storage.findObject('a', call)).toBeNull()
    expect(getCredentials).toHaveBeenCalledTimes(2)
  })

  function refuse(code: string): void {
    emulator.faults.add({ kind: 'error', status: 403, code, operation: 'UploadPart', times: 6 })
  }
})

describe.each([
  ['ali-oss', aliOssSigner],
  ['WebCrypto', webCryptoSigner],
])('a clock that is wrong, signed by %s', (_name, createSigner) => {
  describe.each([22 * minute, -22 * minute])('by %d ms', (offset) => {
    const clock = deviceClock(offset)

    it.each(['open', 'sendWhole', 'findObject'] as const)(
      'is corrected from the answer to %s, and stays so',
      async (first) => {
        const { storage, call, notices } = createBench(emulator, { createSigner, clock })
        const target = storage.nameObject({ file })

        if (first === 'open') await storage.open(target, call)
        if (first === 'sendWhole') await storage.sendWhole(target, body, call)
        if (first === 'findObject') await storage.findObject(target.key, call)
        await storage.open(target, call)

        expect(emulator.requests.list().filter(({ status }) => status === 403)).toHaveLength(1)
        expect(notices).toEqual([{ type: 'clockCorrected', offset: expect.any(Number) }])
        expectOffset(notices[0], -offset)
      },
    )

    it("is corrected from the request's id where CORS hides the Date", async () => {
      const wrap = hideHeaders('date')
      const { storage, call } = createBench(emulator, { createSigner, clock, wrap })

      await expect(
        storage.sendWhole(storage.nameObject({ file }), body, call),
      ).resolves.toBeDefined()
    })

    it('is corrected for six requests in flight', async () => {
      const { call: right, storage } = createBench(emulator, { createSigner })
      const upload = await storage.open(storage.nameObject({ file }), right)
      const call = { ...right, network: { ...right.network, clock } }

      await Promise.all(
        [1, 2, 3, 4, 5, 6].map((number) =>
          storage.sendPart(upload, { ...part, number }, body, call),
        ),
      )

      expect(await storage.listParts(upload, call)).toHaveLength(6)
    })
  })

  it('is corrected although the first answer names a bogus time', async () => {
    let bogus = 1
    const { storage, call, notices } = createBench(emulator, {
      createSigner,
      clock: deviceClock(22 * minute),
      wrap: changeAnswer((_request, { status }) =>
        status === 403 && bogus-- > 0 ? { text: skewed('2001-01-01T00:00:00.000Z') } : null,
      ),
    })

    await storage.open(storage.nameObject({ file }), call)

    expect(notices).toHaveLength(2)
    expectOffset(notices[1], -22 * minute)
  })

  it('is corrected three times at most', async () => {
    let sent = 0
    const { storage, call } = createBench(emulator, {
      createSigner,
      wrap: changeAnswer(() => {
        sent += 1
        return { status: 403, text: skewed(`200${sent}-01-01T00:00:00.000Z`) }
      }),
    })

    await expect(storage.open(storage.nameObject({ file }), call)).rejects.toMatchObject({
      code: 'clock-skewed',
    })
    expect(sent).toBe(4)
  })
})

describe('an answer that is not as usual', () => {
  it('is signed again when the request waited until its URL had expired', async () => {
    let waited = 0
    const { storage, call, notices, getCredentials } = createBench(emulator, {
      clock: { ...systemClock, elapsed: () => systemClock.elapsed() + waited },
      wrap: (transport) => (request, signal) => {
        if (waited === 0 && request.method === 'PUT') {
          waited = 1000_000
          emulator.faults.add({ kind: 'clock-skew', skewMs: waited, times: 1 })
        }
        return transport(request, signal)
      },
    })
    const upload = await storage.open(storage.nameObject({ file }), call)
    emulator.requests.clear()

    await storage.sendPart(upload, part, body, call)

    expect(emulator.requests.list().map(({ status }) => status)).toEqual([403, 200])
    expect(notices).toEqual([])
    expect(getCredentials).toHaveBeenCalledTimes(1)
  })

  it('is an error when it is a 200 with an error inside', async () => {
    const { storage, call } = createBench(emulator, {
      wrap: changeAnswer(({ url }) =>
        url.includes('uploadId')
          ? { text: errorXml({ Code: 'InternalError', Message: 'Try again.', RequestId: 'ABC' }) }
          : null,
      ),
    })
    const target = storage.nameObject({ file })
    const upload = await storage.open(target, call)

    await expect(storage.complete(upload, [], target, call)).rejects.toMatchObject({
      code: 'server-busy',
      requestId: 'ABC',
    })
  })

  it('leaves out what CORS hides of a part, and still tells what was sent', async () => {
    const { storage, call } = createBench(emulator, {
      wrap: hideHeaders('etag', 'x-oss-hash-crc64ecma'),
    })
    const target = storage.nameObject({ file })
    const upload = await storage.open(target, call)

    const stored = await storage.sendPart(upload, part, body, call)
    const [listed] = await storage.listParts(upload, call)
    const whole = await storage.sendWhole(target, body, call)

    expect(stored).toEqual({
      number: 1,
      size: 1000,
      etag: null,
      crc64: null,
      sentCrc64: listed?.crc64,
    })
    expect(listed?.etag).toMatch(/^[\dA-F]{32}$/)
    expect(whole).toMatchObject({ etag: listed?.etag, crc64: null })
  })

  it.each([
    ['HTML of a login page', '<html><body>Sign in to the hotel</body></html>'],
    ['nothing', ''],
    [
      'a bomb of entities',
      '<!DOCTYPE x [<!ENTITY a "aaaa">]><ListPartsResult>&a;</ListPartsResult>',
    ],
    ['a part without a number', '<ListPartsResult><Part><Size>1</Size></Part></ListPartsResult>'],
    [
      'a part of negative size',
      '<ListPartsResult><Part><PartNumber>1</PartNumber><Size>-1</Size></Part></ListPartsResult>',
    ],
    ['another answer', '<ListBucketResult/>'],
  ])('is as good as none when it is %s', async (_what, text) => {
    const { storage, call } = createBench(emulator, {
      wrap: changeAnswer(() => ({ status: 200, text })),
    })

    await expect(storage.listParts({ key: 'a', uploadId: 'ID' }, call)).rejects.toMatchObject({
      code: 'network-failed',
    })
  })

  it("hands on what the application's callback answered", async () => {
    const { storage, call } = createBench(emulator, {
      callback: { url: 'https://app.example.com/stored', body: 'key=${object}' },
      wrap: changeAnswer(({ url }) =>
        url.includes('callback=') ? { status: 200, text: '{"ok":true}' } : null,
      ),
    })
    const target = storage.nameObject({ file })
    const upload = await storage.open(target, call)
    const { etag } = await storage.sendPart(upload, part, body, call)

    expect(
      await storage.complete(upload, [{ number: 1, etag: etag ?? '' }], target, call),
    ).toMatchObject({ callback: { ok: true, body: '{"ok":true}' } })
  })

  it('counts the object as stored when its callback failed', async () => {
    const { storage, call } = createBench(emulator, {
      callback: { url: 'https://app.example.com/stored', body: 'key=${object}' },
      wrap: changeAnswer(() => ({
        status: 203,
        text: errorXml({ Code: 'CallbackFailed', Message: 'Error status : 502.' }),
      })),
    })
    const target = storage.nameObject({ file })

    expect(await storage.sendWhole(target, body, call)).toMatchObject({
      key: target.key,
      size: 1000,
      callback: { ok: false, message: 'Error status : 502.' },
    })
  })

  it('is repeated once when OSS did not understand', async () => {
    const { storage, call } = createBench(emulator)
    emulator.faults.add({ kind: 'error', status: 400, code: 'BadRequest', times: 1 })
    await expect(storage.open(storage.nameObject({ file }), call)).resolves.toBeDefined()

    emulator.faults.add({ kind: 'error', status: 400, code: 'BadRequest', times: 2 })
    await expect(storage.open(storage.nameObject({ file }), call)).rejects.toMatchObject({
      code: 'request-rejected',
    })
  })

  it('says how long to wait', async () => {
    const { storage, call } = createBench(emulator)
    emulator.faults.add({ kind: 'error', status: 503, retryAfterSeconds: 7 })

    await expect(storage.findObject('a', call)).rejects.toMatchObject({
      code: 'server-busy',
      retryAfter: 7000,
    })
  })

  it('passes on that nobody is signed in', async () => {
    const { storage, call, getCredentials } = createBench(emulator)
    getCredentials.mockRejectedValueOnce(new UploadError('signed-out', 'Sign in to go on.'))
    await expect(storage.findObject('a', call)).rejects.toMatchObject({ code: 'signed-out' })

    storage.credentialsChanged?.()
    expect(await storage.findObject('a', call)).toBeNull()
  })
})

/** The platform's clock, set this many milliseconds wrong. */
function deviceClock(offset: number): Clock {
  return { ...systemClock, now: () => systemClock.now() + offset }
}

function expectOffset(notice: StorageNotice | undefined, expected: number): void {
  const offset = notice?.type === 'clockCorrected' ? notice.offset : Number.NaN
  expect(Math.abs(offset - expected)).toBeLessThan(5000)
}

function skewed(serverTime: string): string {
  return errorXml({ Code: 'RequestTimeTooSkewed', Message: 'x', ServerTime: serverTime })
}

/** The owner of the bucket, who may look at everything. */
function adminClient(): OSS {
  // The types of ali-oss do not know `sldEnable`; the code reads it.
  const options = {
    accessKeyId: '',
    accessKeySecret: '',
    ...emulator.accounts[0],
    region: 'oss-cn-hangzhou',
    bucket: 'demo-bucket',
    endpoint: emulator.url,
    sldEnable: true,
    authorizationV4: true,
  }
  return new OSS(options)
}
