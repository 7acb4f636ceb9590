import { createUploader } from '@resumable-upload/core/browser'
import { createOssStorage, webCryptoSigner } from '@resumable-upload/oss'
import {
  ResumableUpload,
  UploaderProvider,
  type ResumableUploadHandle,
} from '@resumable-upload/react'
import '@resumable-upload/react/styles.css'
import { createRef } from 'react'
import type { Uploader } from '@resumable-upload/core'
import type { Driver, Site } from '../driver.ts'
import { countRows, painted, show } from './show.tsx'

const row = '[data-status]'

/** The component with its list, from adding to stored. */
export const ourList: Driver = async (site) => {
  const uploader = createBenchUploader(site)
  const handle = createRef<ResumableUploadHandle>()
  const { commits } = show(
    <UploaderProvider uploader={uploader}>
      <ResumableUpload ref={handle} />
    </UploaderProvider>,
  )
  await painted()
  return async (files) => {
    await handle.current?.add(files)
    await Promise.all(uploader.getSnapshot().map((upload) => upload.settled()))
    return { rows: countRows(row), commits: commits() }
  }
}

/** Adding alone, until the list is painted. */
export const ourAdding: Driver = async (site) => {
  const handle = createRef<ResumableUploadHandle>()
  const { commits } = show(
    <UploaderProvider uploader={createBenchUploader(site)}>
      <ResumableUpload ref={handle} autoUpload={false} multiple />
    </UploaderProvider>,
  )
  await painted()
  return async (files) => {
    await handle.current?.add(files)
    await painted()
    return { rows: countRows(row), commits: commits() }
  }
}

/** The engine alone, in one task. */
export const ourAddAll: Driver = async (site) => {
  const uploader = createBenchUploader(site)
  await uploader.restore()
  return async (files) => {
    uploader.addAll(files)
  }
}

function createBenchUploader(site: Site): Uploader {
  const getCredentials = async () => (await fetch(site.tokenUrl)).json()
  return createUploader({
    scope: 'bench',
    storage: createOssStorage({
      ...site,
      signer: webCryptoSigner({ getCredentials }),
      objectKey: ({ name }) => `${site.prefix}${name}`,
    }),
  })
}
