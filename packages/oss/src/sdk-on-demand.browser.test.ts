import { createWorkerNetwork, systemClock } from '@resumable-upload/core/browser'
import { expect, inject, it } from 'vitest'
import { createOssStorage, webCryptoSigner, type OssStorageOptions } from './index.ts'
import { emulatorControl } from './test-support/emulator-control.ts'

it('loads the official SDK only for a page that signs with it, and with its first request', async () => {
  const getCredentials = emulatorControl.issueToken

  await request({ signer: webCryptoSigner({ getCredentials }) })
  expect(loadedSdk()).toBe(false)

  await request({ getCredentials })
  expect(loadedSdk()).toBe(true)
})

async function request(
  options: Pick<OssStorageOptions, 'signer' | 'getCredentials'>,
): Promise<void> {
  const worker = createWorkerNetwork()
  const { url } = inject('ossEmulator')
  const storage = createOssStorage({
    bucket: 'demo-bucket',
    region: 'cn-hangzhou',
    endpoint: url,
    ...options,
  })
  const { signal } = new AbortController()
  const network = { transport: worker.transport, checksum: worker.checksum, clock: systemClock }
  expect(await storage.findObject('nowhere', { network, signal })).toBeNull()
  worker.close()
}

function loadedSdk(): boolean {
  return performance.getEntriesByType('resource').some(({ name }) => /\/ali-oss\.js/.test(name))
}
