import type { CredentialsOptions } from './credentials.ts'
import { createStatusCell } from './credentials-status.ts'
import { lateSigner } from './late-signer.ts'
import type { OpenSigningKey } from './signature-v4.ts'
import type { Signer } from './signer.ts'

/** A signer with credentials in the page, which tells at once how they stand. */
export function pageSigner(
  options: CredentialsOptions,
  loadKey: () => Promise<OpenSigningKey>,
): Signer {
  const credentials = createStatusCell()
  const signer = lateSigner(async () => {
    const [{ createCredentialSigner }, openKey] = await Promise.all([
      import('./credential-signer.ts'),
      loadKey(),
    ])
    return createCredentialSigner({ ...options, status: credentials }, openKey)
  })
  return { ...signer, credentials }
}
