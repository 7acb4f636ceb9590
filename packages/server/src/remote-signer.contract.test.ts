import { systemClock } from '@resumable-upload/core/browser'
import { createMemoryChecksum, describeObjectStorage } from '@resumable-upload/core/testing'
import { createOssStorage, remoteSigner } from '@resumable-upload/oss'
import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import { afterAll, beforeAll } from 'vitest'
import { fetchTransport } from '../../oss/src/test-support/fetch-transport.ts'
import { createTokenIssuer, signHandler } from './index.ts'
import { authorizeByHeader, roleOf } from './test-support/kit-bench.ts'

let emulator: OssEmulator

beforeAll(async () => {
  emulator = await createOssEmulator()
})
afterAll(() => emulator.close())

const place = { bucket: 'demo-bucket', region: 'cn-hangzhou' }

describeObjectStorage('OSS, signed by a server', () => {
  const checksum = createMemoryChecksum(systemClock)
  const destination = { ...place, endpoint: emulator.url }
  const sign = signHandler({
    ...destination,
    authorize: async (request) => {
      const session = await authorizeByHeader(request)
      return session && { ...session, prefix: keyPrefix }
    },
    tokens: createTokenIssuer({ assumeRole: roleOf(emulator), bucket: place.bucket }),
    allowHeader: () => true,
  })
  return {
    storage: createOssStorage({
      ...destination,
      signer: remoteSigner({
        url: 'https://app.example.com/sign',
        headers: () => ({ 'x-user': 'ada' }),
        fetch: (url, init) => sign(new Request(url, init)),
      }),
    }),
    network: { transport: fetchTransport(checksum), clock: systemClock, checksum },
    partsOnPage: 1000,
  }
})

/** What the keys of the suite begin with. */
const keyPrefix = 'contract/'
