import { Upload } from 'tus-js-client'
import type { Driver } from '../driver.ts'
import { inTurns } from '../in-turns.ts'

/** The tus protocol with its own server: one request a file, or one for each of several pieces. */
export function tus({ parallelUploads }: { readonly parallelUploads: number }): Driver {
  return async (site) => (files) =>
    inTurns(
      files,
      files.length > 1 ? 6 : 1,
      (file) =>
        new Promise((resolve, reject) => {
          const upload = new Upload(file, {
            endpoint: site.tusUrl,
            metadata: { filename: file.name },
            parallelUploads,
            onSuccess: () => resolve(),
            onError: reject,
          })
          upload.start()
        }),
    )
}
