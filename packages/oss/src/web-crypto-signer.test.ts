import { afterEach, describe, expect, it, vi } from 'vitest'
import oss from '../../../docs/protocol/oss-vectors.json' with { type: 'json' }
import { describeSigner, type SignatureVector } from './testing.ts'
import { openWebCryptoKey } from './web-crypto-key.ts'
import { webCryptoSigner } from './web-crypto-signer.ts'

describeSigner('webCryptoSigner in Node', {
  createSigner: webCryptoSigner,
  openKey: openWebCryptoKey,
  vectors: oss.vectors as unknown as readonly SignatureVector[], // JSON knows no unions.
})

describe('webCryptoSigner on a page of plain http', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('says that it needs a secure page, and what signs without one', async () => {
    vi.stubGlobal('crypto', { getRandomValues: () => {} })
    const secret = { accessKeyId: 'id', accessKeySecret: 'secret', securityToken: null }
    const key = await openWebCryptoKey(secret, { region: 'cn-hangzhou' })

    await expect(key.signPolicy('{}', '20261122T130000Z')).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/https.*aliOssSigner/),
    })
  })
})
