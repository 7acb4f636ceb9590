import oss from '../../../docs/protocol/oss-vectors.json' with { type: 'json' }
import { describeSigner, type SignatureVector } from './testing.ts'
import { openWebCryptoKey } from './web-crypto-key.ts'
import { webCryptoSigner } from './web-crypto-signer.ts'

describeSigner('webCryptoSigner in Node', {
  createSigner: webCryptoSigner,
  openKey: openWebCryptoKey,
  vectors: oss.vectors as unknown as readonly SignatureVector[], // JSON knows no unions.
})
