import { createUploader, type CreateUploaderOptions } from '@resumable-upload/core/browser'
import { aliOssSigner, createOssStorage, webCryptoSigner } from '@resumable-upload/oss'
import { ResumableUpload, UploaderProvider } from '@resumable-upload/react'
import '@resumable-upload/react/styles.css'
import { createRoot } from 'react-dom/client'
import type { Driver, Site } from '../driver.ts'

interface Options {
  readonly signer: 'webCrypto' | 'aliOss'
  /** The component with its list on screen. */
  readonly list?: boolean
  readonly uploader?: (site: Site) => Partial<CreateUploaderOptions>
}

/** This project as its users write it: checks, journal and all. */
export function ours({ signer, list = false, uploader: options }: Options): Driver {
  return async (files, site) => {
    const credentials = { getCredentials: async () => (await fetch(site.tokenUrl)).json() }
    const uploader = createUploader({
      scope: 'bench',
      storage: createOssStorage({
        ...site,
        signer: signer === 'webCrypto' ? webCryptoSigner(credentials) : aliOssSigner(credentials),
        objectKey: ({ name }) => `${site.prefix}${name}`,
      }),
      ...options?.(site),
    })
    const place = document.querySelector('#list')
    if (list && place)
      createRoot(place).render(
        <UploaderProvider uploader={uploader}>
          <ResumableUpload />
        </UploaderProvider>,
      )
    const uploads = uploader.addAll(files)
    await Promise.all(uploads.map((upload) => upload.settled()))
  }
}
