import oss from '../../../docs/protocol/oss-vectors.json' with { type: 'json' }
import { vi } from 'vitest'
import { loadAliOss, openAliOssKeys } from './ali-oss-key.ts'
import { aliOssSigner } from './ali-oss-signer.ts'
import { describeSigner, type SignatureVector } from './testing.ts'
import { openWebCryptoKey } from './web-crypto-key.ts'
import { webCryptoSigner } from './web-crypto-signer.ts'

const vectors = oss.vectors as unknown as readonly SignatureVector[] // JSON knows no unions.

// Of long-lived keys, which the published signatures were made with.
vi.spyOn(console, 'warn').mockReturnValue()

describeSigner('aliOssSigner in a page', {
  createSigner: aliOssSigner,
  openKey: openAliOssKeys(loadAliOss),
  vectors,
  // The bundle's `authorizationV4` forgets the box that the Node build passes on.
  cloudBox: false,
})

describeSigner('webCryptoSigner in a page', {
  createSigner: webCryptoSigner,
  openKey: openWebCryptoKey,
  vectors,
})
