import type { StoredObject, Uploader } from '@resumable-upload/core'
import { createUploader } from '@resumable-upload/core/browser'
import { testBytes } from '@resumable-upload/core/testing'
import { afterEach, describe, expect, inject, it } from 'vitest'
import {
  aliOssSigner,
  createOssStorage,
  webCryptoSigner,
  type CredentialsOptions,
} from './index.ts'
import type { Signer } from './signer.ts'
import { emulatorControl } from './test-support/emulator-control.ts'

const MiB = 1024 ** 2
let uploader: Uploader | undefined

afterEach(async () => {
  await uploader?.forgetAll()
  await uploader?.dispose()
  await emulatorControl.setFaults([])
})

describe.each([
  ['ali-oss', aliOssSigner],
  ['WebCrypto', webCryptoSigner],
])('a file that is uploaded to OSS, signed by %s', (_name, createSigner) => {
  it.each([
    ['nothing', 0],
    ['one request', 100_000],
    ['five parts', 4 * MiB + 17],
  ])('arrives byte for byte as %s', async (_how, size) => {
    const object = await upload(createSigner, size)

    expect(object).toMatchObject({ size, verified: 'crc64' })
    expect(object.key).toMatch(/^uploads\/.+\/报告 1\+1😀\.bin$/)
  })

  it('arrives although its tokens end on the way', async () => {
    await emulatorControl.setFaults([{ kind: 'token-expired', times: 3 }])

    expect(await upload(createSigner, 4 * MiB)).toMatchObject({ verified: 'crc64' })
  })

  it('arrives where CORS hides every CRC, compared by the list of parts', async () => {
    await emulatorControl.setFaults([{ kind: 'cors-missing', header: 'x-oss-hash-crc64ecma' }])

    expect(await upload(createSigner, 4 * MiB)).toMatchObject({ verified: 'parts' })
  })

  it('arrives where CORS hides every ETag, which Complete needs, by the list of parts', async () => {
    await emulatorControl.setFaults([{ kind: 'cors-missing', header: 'ETag' }])
    await emulatorControl.clearRequests()

    expect(await upload(createSigner, 4 * MiB)).toMatchObject({ verified: 'crc64' })
    const operations = (await emulatorControl.requests()).map(({ operation }) => operation)
    expect(operations).toContain('ListParts')
  })
})

function upload(
  createSigner: (options: CredentialsOptions) => Signer,
  size: number,
): Promise<StoredObject> {
  uploader = createUploader({
    scope: `oss-${Math.random()}`,
    partSize: MiB,
    simpleUploadLimit: MiB,
    storage: createOssStorage({
      bucket: 'demo-bucket',
      region: 'cn-hangzhou',
      endpoint: inject('ossEmulator').url,
      signer: createSigner({ getCredentials: () => emulatorControl.issueToken() }),
    }),
  })
  return uploader.add(new File([testBytes(size)], '报告 1+1😀.bin')).settled()
}
