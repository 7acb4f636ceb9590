import { describe, expect, it, vi } from 'vitest'
import oss from '../../../docs/protocol/oss-vectors.json' with { type: 'json' }
import { loadAliOss, openAliOssKeys } from './ali-oss-key.ts'
import { aliOssSigner } from './ali-oss-signer.ts'
import { createDestination } from './endpoint.ts'
import { createServerClock } from './server-clock.ts'
import { describeSigner, type SignatureVector } from './testing.ts'
import { standingClock } from './testing/standing-clock.ts'

describeSigner('aliOssSigner over the Node build of ali-oss', {
  createSigner: aliOssSigner,
  openKey: openAliOssKeys(loadAliOss),
  vectors: oss.vectors as unknown as readonly SignatureVector[], // JSON knows no unions.
})

describe('aliOssSigner', () => {
  it('gives the URL that signatureUrlV4 of the SDK gives', async () => {
    vi.useFakeTimers({ now: Date.UTC(2024, 0, 2, 3, 4, 5), toFake: ['Date'] })
    const Sdk = (await loadAliOss()) as unknown as typeof import('ali-oss') // The same class, with its own types.
    const keys = { accessKeyId: 'STS.id', accessKeySecret: 'secret' }
    const token = 'CAIS+token/with=signs'
    const client = new Sdk({
      ...keys,
      stsToken: token,
      refreshSTSTokenInterval: 1,
      region: 'oss-cn-hangzhou',
      bucket: 'demo-bucket',
      secure: true,
    })
    const queries = { partNumber: 1, uploadId: 'ID' }

    const official = await client.signatureUrlV4('PUT', 900, { queries }, 'a b+中文😀.mp4')
    const [ours] = await aliOssSigner({
      getCredentials: async () => ({
        ...keys,
        securityToken: token,
        expiration: '2024-01-02T04:04:05Z',
      }),
    }).sign([{ type: 'sendPart', key: 'a b+中文😀.mp4', uploadId: 'ID', part: 1 }], {
      destination: createDestination({ bucket: 'demo-bucket', region: 'cn-hangzhou' }),
      clock: standingClock(Date.now()),
      serverClock: createServerClock(),
      signal: new AbortController().signal,
    })
    vi.useRealTimers()

    expect(sorted(ours?.url)).toEqual(sorted(official))
  })

  it('loads the SDK with the first request, and once', async () => {
    const load = vi.fn(loadAliOss)
    const signer = aliOssSigner({
      load,
      allowPermanentKey: true,
      getCredentials: async () => ({ accessKeyId: 'id', accessKeySecret: 'secret' }),
    })
    expect(load).not.toHaveBeenCalled()
    const context = {
      destination: createDestination({ bucket: 'demo-bucket', region: 'cn-hangzhou' }),
      clock: standingClock(0),
      serverClock: createServerClock(),
      signal: new AbortController().signal,
    }

    await signer.sign([{ type: 'findObject', key: 'a' }], context)
    await signer.sign([{ type: 'findObject', key: 'b' }], context)

    expect(load).toHaveBeenCalledTimes(1)
  })

  it('loads the SDK again after the download failed', async () => {
    const load = vi.fn(loadAliOss).mockRejectedValueOnce(new TypeError('Failed to fetch'))
    const signer = aliOssSigner({
      load,
      allowPermanentKey: true,
      getCredentials: async () => ({ accessKeyId: 'id', accessKeySecret: 'secret' }),
    })
    const context = {
      destination: createDestination({ bucket: 'demo-bucket', region: 'cn-hangzhou' }),
      clock: standingClock(0),
      serverClock: createServerClock(),
      signal: new AbortController().signal,
    }
    await expect(signer.sign([{ type: 'findObject', key: 'a' }], context)).rejects.toThrow('fetch')

    await expect(signer.sign([{ type: 'findObject', key: 'a' }], context)).resolves.toHaveLength(1)
  })
})

function sorted(url: string | undefined): readonly string[] {
  const [path = '', query = ''] = (url ?? '').split('?')
  return [path, ...query.split('&').sort()]
}
