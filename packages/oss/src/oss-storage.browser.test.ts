import type { SendCall } from '@resumable-upload/core'
import {
  createWorkerNetwork,
  systemClock,
  type WorkerNetwork,
} from '@resumable-upload/core/browser'
import { describeObjectStorage, testBytes } from '@resumable-upload/core/testing'
import { afterAll, afterEach, describe, expect, inject, it, vi } from 'vitest'
import { aliOssSigner } from './ali-oss-signer.ts'
import type { CredentialsOptions, GetCredentials } from './credentials.ts'
import { createOssStorage, type OssStorageOptions } from './oss-storage.ts'
import type { Signer } from './signer.ts'
import { emulatorControl } from './test-support/emulator-control.ts'
import { webCryptoSigner } from './web-crypto-signer.ts'

const worker: WorkerNetwork = createWorkerNetwork()
const call: SendCall = {
  network: { transport: worker.transport, checksum: worker.checksum, clock: systemClock },
  signal: new AbortController().signal,
}
const file = { name: 'film.mp4', size: 1, type: '', lastModified: 1, relativePath: '' }
const body = new Blob([testBytes(1000)])
const part = { number: 1, start: 0, end: body.size }

afterEach(() => emulatorControl.setFaults([]))
afterAll(() => worker.close())

describeObjectStorage('OSS in a page, addressed by path and signed by ali-oss', () => ({
  storage: setUp(aliOssSigner).storage,
  network: call.network,
}))

describeObjectStorage('OSS in a page, addressed by bucket host and signed by WebCrypto', () => ({
  storage: setUp(webCryptoSigner, { endpoint: bucketHost() }).storage,
  network: call.network,
}))

describe('createOssStorage in a page', () => {
  it('needs no preflight but for parts and for the headers of an object', async () => {
    const { storage } = setUp(webCryptoSigner)
    const target = storage.nameObject({ file })
    await storage.findObject(target.key, call)
    await emulatorControl.clearRequests()

    const upload = await storage.open(target, call)
    const { number, etag } = await storage.sendPart(upload, part, body, call)
    await storage.listParts(upload, call)
    await storage.complete(upload, [{ number, etag: etag ?? '' }], target, call)
    await storage.findObject(target.key, call)
    await storage.sendWhole(target, body, call)

    const seen = (await emulatorControl.requests()).map(({ operation }) => operation)
    expect(seen).toEqual([
      'Preflight',
      'InitiateMultipartUpload',
      'Preflight',
      'UploadPart',
      'ListParts',
      'CompleteMultipartUpload',
      'HeadObject',
      'PostObject',
    ])
  })

  it.each([
    ['ali-oss', aliOssSigner],
    ['WebCrypto', webCryptoSigner],
  ])('renews once for six parts in flight, signed by %s', async (_name, createSigner) => {
    const { storage, getCredentials } = setUp(createSigner)
    const upload = await storage.open(storage.nameObject({ file }), call)
    await emulatorControl.expireTokens()

    await Promise.all(
      [1, 2, 3, 4, 5, 6].map((number) => storage.sendPart(upload, { ...part, number }, body, call)),
    )

    expect(await storage.listParts(upload, call)).toHaveLength(6)
    expect(getCredentials).toHaveBeenCalledTimes(2)
    expect(storage.credentials?.getSnapshot()).toMatchObject({ state: 'ready', renewals: 1 })
  })

  it('renews for HEAD, where the page sees no body', async () => {
    const { storage, getCredentials } = setUp(webCryptoSigner)
    await storage.findObject('a', call)
    await emulatorControl.expireTokens()
    await emulatorControl.setFaults([{ kind: 'cors-missing', header: 'x-oss-err' }])

    expect(await storage.findObject('a', call)).toBeNull()
    expect(getCredentials).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['ETag', 'etag'],
    ['x-oss-hash-crc64ecma', 'crc64'],
  ] as const)(
    'leaves out %s where CORS hides it, and learns it from the list',
    async (header, fact) => {
      const { storage } = setUp(webCryptoSigner)
      const upload = await storage.open(storage.nameObject({ file }), call)
      await emulatorControl.setFaults([{ kind: 'cors-missing', header }])

      const sent = await storage.sendPart(upload, part, body, call)
      const [listed] = await storage.listParts(upload, call)

      expect(sent[fact]).toBeNull()
      expect(listed?.[fact]).toMatch(/^[\dA-F]+$/)
      expect(listed?.crc64).toBe(sent.sentCrc64)
    },
  )

  it.each([22, -22])('works on a device whose clock is %d minutes wrong', async (minutes) => {
    const { storage } = setUp(webCryptoSigner)
    const clock = { ...systemClock, now: () => systemClock.now() + minutes * 60_000 }
    const wrong = { ...call, network: { ...call.network, clock } }
    const target = storage.nameObject({ file })

    const upload = await storage.open(target, wrong)
    const { number, etag } = await storage.sendPart(upload, part, body, wrong)
    await storage.complete(upload, [{ number, etag: etag ?? '' }], target, wrong)

    expect(await storage.findObject(target.key, wrong)).toMatchObject({ size: 1000 })
  })
})

function setUp(
  createSigner: (options: CredentialsOptions) => Signer,
  options: Partial<OssStorageOptions> = {},
) {
  const getCredentials = vi.fn<GetCredentials>(() => emulatorControl.issueToken())
  const storage = createOssStorage({
    bucket: 'demo-bucket',
    region: 'cn-hangzhou',
    endpoint: inject('ossEmulator').url,
    signer: createSigner({ getCredentials }),
    ...options,
  })
  return { storage, getCredentials }
}

/** Chromium finds every name below localhost on this machine. */
function bucketHost(): string {
  return inject('ossEmulator').url.replace('//', '//demo-bucket.')
}
