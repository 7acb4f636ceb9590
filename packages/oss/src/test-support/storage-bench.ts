import type { Clock, Network, SendCall, StorageNotice, Transport } from '@resumable-upload/core'
import { systemClock } from '@resumable-upload/core/browser'
import { createMemoryChecksum } from '@resumable-upload/core/testing'
import { vi } from 'vitest'
import type { CredentialsOptions, GetCredentials } from '../credentials.ts'
import { createOssStorage, type OssStorage, type OssStorageOptions } from '../oss-storage.ts'
import type { Signer } from '../signer.ts'
import { webCryptoSigner } from '../web-crypto-signer.ts'
import { assumeRole, type TokenIssuer } from './assume-role.ts'
import { fetchTransport } from './fetch-transport.ts'

export interface BenchOptions extends Partial<OssStorageOptions> {
  readonly createSigner?: (options: CredentialsOptions) => Signer
  readonly clock?: Clock
  /** Stands between the storage and the network. */
  readonly wrap?: (transport: Transport) => Transport
}

export interface StorageBench {
  readonly storage: OssStorage
  readonly call: SendCall
  /** All but the first credentials. */
  readonly notices: readonly StorageNotice[]
  readonly getCredentials: ReturnType<typeof vi.fn<GetCredentials>>
}

/** A storage of the emulator with its own tokens, and a record of what it noticed. */
export function createBench(emulator: TokenIssuer, options: BenchOptions = {}): StorageBench {
  const {
    createSigner = webCryptoSigner,
    clock = systemClock,
    wrap = (transport: Transport) => transport,
    ...rest
  } = options
  const getCredentials = vi.fn<GetCredentials>(() => assumeRole(emulator))
  const checksum = createMemoryChecksum(clock)
  const network: Network = { transport: wrap(fetchTransport(checksum)), clock, checksum }
  const notices: StorageNotice[] = []
  const storage = createOssStorage({
    bucket: 'demo-bucket',
    region: 'cn-hangzhou',
    endpoint: emulator.url,
    signer: createSigner({ getCredentials }),
    ...rest,
  })
  const call: SendCall = {
    network,
    signal: new AbortController().signal,
    notice: (notice) => {
      if (notice.type !== 'credentialsReceived') notices.push(notice)
    },
  }
  return { storage, call, notices, getCredentials }
}

/** The next answer to fit is replaced; `null` leaves it as it is. */
export function changeAnswer(
  change: (
    request: Parameters<Transport>[0],
    answer: Awaited<ReturnType<Transport>>,
  ) => Partial<Awaited<ReturnType<Transport>>> | null,
): (transport: Transport) => Transport {
  return (transport) => async (request, signal) => {
    const answer = await transport(request, signal)
    return { ...answer, ...change(request, answer) }
  }
}

/** What a page sees when the CORS rule does not expose these headers. */
export function hideHeaders(...names: readonly string[]): (transport: Transport) => Transport {
  return changeAnswer((_request, { header }) => ({
    header: (name) => (names.includes(name.toLowerCase()) ? null : header(name)),
  }))
}
