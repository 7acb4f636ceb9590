import { systemClock } from '@resumable-upload/core/browser'
import { createMemoryChecksum, describeObjectStorage } from '@resumable-upload/core/testing'
import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import { afterAll, beforeAll } from 'vitest'
import { aliOssSigner } from './ali-oss-signer.ts'
import type { CredentialsOptions } from './credentials.ts'
import { createOssStorage } from './oss-storage.ts'
import type { Signer } from './signer.ts'
import { assumeRole } from './test-support/assume-role.ts'
import { fetchTransport } from './test-support/fetch-transport.ts'
import { webCryptoSigner } from './web-crypto-signer.ts'

let emulator: OssEmulator

beforeAll(async () => {
  emulator = await createOssEmulator()
})
afterAll(() => emulator.close())

describeOssStorage('OSS, signed by ali-oss', aliOssSigner)
describeOssStorage('OSS, signed by WebCrypto', webCryptoSigner, { partsOnPage: 1000 })

function describeOssStorage(
  name: string,
  createSigner: (options: CredentialsOptions) => Signer,
  pages: { readonly partsOnPage?: number } = {},
): void {
  describeObjectStorage(name, () => {
    const checksum = createMemoryChecksum(systemClock)
    return {
      storage: createOssStorage({
        bucket: 'demo-bucket',
        region: 'cn-hangzhou',
        endpoint: emulator.url,
        signer: createSigner({ getCredentials: () => assumeRole(emulator) }),
      }),
      network: { transport: fetchTransport(checksum), clock: systemClock, checksum },
      ...pages,
    }
  })
}
