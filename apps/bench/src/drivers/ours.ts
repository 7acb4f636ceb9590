import { createUploader } from '@resumable-upload/core/browser'
import { aliOssSigner, createOssStorage, webCryptoSigner } from '@resumable-upload/oss'
import type { Driver } from '../driver.ts'

/** This project as its users write it: checks, journal and all. */
export function ours({ signer }: { readonly signer: 'webCrypto' | 'aliOss' }): Driver {
  return async (files, site) => {
    const credentials = { getCredentials: async () => (await fetch(site.tokenUrl)).json() }
    const uploader = createUploader({
      scope: 'bench',
      storage: createOssStorage({
        ...site,
        signer: signer === 'webCrypto' ? webCryptoSigner(credentials) : aliOssSigner(credentials),
        objectKey: ({ name }) => `${site.prefix}${name}`,
      }),
    })
    await Promise.all(uploader.addAll(files).map((upload) => upload.settled()))
  }
}
