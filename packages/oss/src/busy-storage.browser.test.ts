import type { UploaderEvent } from '@resumable-upload/core'
import { createUploader } from '@resumable-upload/core/browser'
import { testBytes } from '@resumable-upload/core/testing'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { createOssStorage, webCryptoSigner } from './index.ts'
import { emulatorControl } from './test-support/emulator-control.ts'

const MiB = 1024 ** 2

afterEach(() => emulatorControl.setFaults([]))

describe.each([
  ['readable', true],
  ['hidden by CORS', false],
])('an OSS that answers 503, %s,', (_how, cors) => {
  it.each([0.5, 2])('for %d seconds is known to be busy, and waited for', async (seconds) => {
    const codes: string[] = []
    const storage = createOssStorage({
      bucket: 'demo-bucket',
      region: 'cn-hangzhou',
      endpoint: inject('ossEmulator').url,
      signer: webCryptoSigner({ getCredentials: () => emulatorControl.issueToken() }),
    })
    const uploader = createUploader({
      scope: `oss-${Math.random()}`,
      partSize: MiB,
      simpleUploadLimit: 0,
      storage: {
        ...storage,
        async open(target, call) {
          const upload = await storage.open(target, call)
          const busy = { kind: 'error', status: 503, durationMs: seconds * 1000, cors }
          await emulatorControl.setFaults([busy])
          return upload
        },
      },
      onEvent: (_id, event) => void codes.push(...codeOf(event)),
    })

    const upload = uploader.add(new File([testBytes(12 * MiB)], 'busy.bin'))
    const object = await upload.settled()
    await uploader.dispose()

    expect(object).toMatchObject({ size: 12 * MiB, verified: 'crc64' })
    expect(new Set(codes)).toEqual(new Set(['server-busy']))
  })
})

function codeOf(event: UploaderEvent): readonly string[] {
  return event.type === 'attemptFailed' ? [event.error.code] : []
}
