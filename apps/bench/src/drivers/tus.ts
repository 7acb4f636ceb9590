import { Upload } from 'tus-js-client'
import type { Driver } from '../driver.ts'
import { inTurns } from '../in-turns.ts'

/**
 * The tus protocol with its own server. One request a file: this server cannot join parts, so that
 * `parallelUploads` has nothing to talk to.
 */
export const tus: Driver = (files, site) =>
  inTurns(
    files,
    files.length > 1 ? 6 : 1,
    (file) =>
      new Promise((resolve, reject) => {
        const upload = new Upload(file, {
          endpoint: site.tusUrl,
          metadata: { filename: file.name },
          onSuccess: () => resolve(),
          onError: reject,
        })
        upload.start()
      }),
  )
