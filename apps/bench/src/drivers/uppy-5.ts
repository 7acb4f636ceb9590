import { AwsS3, Uppy } from '@resumable-upload/bench-uppy-5'
import type { Driver } from '../driver.ts'
import { createPresign } from '../presign.ts'
import { send } from '../send.ts'

const contentType = 'application/octet-stream'

/** Uppy 5 with its defaults: parts above 100 MB, as its documentation advises. Signed in the page. */
export const uppy5: Driver = async (site) => {
  const presign = await createPresign(site)
  const keyOf = (name: string | undefined): string => `${site.prefix}${name}`
  const uppy = new Uppy({ autoProceed: false })
  uppy.use(AwsS3, {
    shouldUseMultipart: ({ size }: { readonly size: number | null }) =>
      (size ?? 0) > 100 * 1024 * 1024,
    async getUploadParameters({ name }: { readonly name?: string }) {
      const url = await presign.url({ method: 'PUT', key: keyOf(name), contentType })
      return { method: 'PUT', url, headers: { 'content-type': contentType } }
    },
    async createMultipartUpload({ name }: { readonly name?: string }) {
      const key = keyOf(name)
      const url = await presign.url({ method: 'POST', key, query: { uploads: '' } })
      const { text } = await send({ method: 'POST', url })
      return { key, uploadId: /<UploadId>(.*)<\/UploadId>/.exec(text)?.[1] ?? '' }
    },
    async signPart(_file: unknown, { key, uploadId, partNumber }: PartToSign) {
      const query = { partNumber: `${partNumber}`, uploadId }
      return { method: 'PUT', url: await presign.url({ method: 'PUT', key, query }) }
    },
    listParts: async () => [],
    abortMultipartUpload: async () => {},
    async completeMultipartUpload(_file: unknown, { key, uploadId, parts }: PartsToJoin) {
      const list = parts.map(
        ({ PartNumber, ETag }) =>
          `<Part><PartNumber>${PartNumber}</PartNumber><ETag>${ETag}</ETag></Part>`,
      )
      const url = await presign.url({ method: 'POST', key, query: { uploadId } })
      const body = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`
      await send({ method: 'POST', url, body: new Blob([body]) })
      return {}
    },
  })
  return async (files) => {
    uppy.addFiles(files.map((data) => ({ name: data.name, type: data.type, data })))
    const result = await uppy.upload()
    const failed = result?.failed?.[0]
    if (!result || failed) throw new Error(failed?.error ?? 'Uppy 5 did not upload.')
  }
}

interface PartToSign {
  readonly key: string
  readonly uploadId: string
  readonly partNumber: number
}

interface PartsToJoin {
  readonly key: string
  readonly uploadId: string
  readonly parts: readonly { readonly PartNumber?: number; readonly ETag?: string }[]
}
