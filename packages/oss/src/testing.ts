export { describeSigner } from './testing/describe-signer.ts'
export type { SignatureVector, SignerHarness } from './testing/describe-signer.ts'
