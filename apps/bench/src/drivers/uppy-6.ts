import AwsS3 from '@uppy/aws-s3'
import Uppy from '@uppy/core'
import type { Driver, Site } from '../driver.ts'
import { createPresign, type PlainRequest } from '../presign.ts'

/** Uppy 6 with its defaults; parts above 100 MB as it chooses. */
export const uppy6: Driver = async (site) => {
  const uppy = new Uppy({ autoProceed: false })
  uppy.use(AwsS3, await signForUppy(site))
  return async (files) => {
    uppy.addFiles(files.map((data) => ({ name: data.name, type: data.type, data })))
    const result = await uppy.upload()
    const failed = result?.failed?.[0]
    if (!result || failed) throw new Error(failed?.error ?? 'Uppy 6 did not upload.')
  }
}

/** Signed in the page: nobody waits for a server. */
export async function signForUppy(site: Site): Promise<SigningOptions> {
  const presign = await createPresign(site)
  return {
    generateObjectKey: ({ name }) => `${site.prefix}${name}`,
    signRequest: async (request) => ({ url: await presign.url(toPlain(request)) }),
  }
}

type SigningOptions = Extract<
  ConstructorParameters<typeof AwsS3<Meta, Body>>[1],
  { signRequest: unknown }
>
type Request = Parameters<SigningOptions['signRequest']>[0]
type Meta = Record<string, unknown>
type Body = Record<string, unknown>

function toPlain(request: Request): PlainRequest {
  const { method, key } = request
  const uploadId = 'uploadId' in request ? request.uploadId : undefined
  if (method === 'PUT' && 'partNumber' in request && uploadId)
    return { method, key, query: { partNumber: `${request.partNumber}`, uploadId } }
  if (method === 'PUT') return { method, key, contentType: 'application/octet-stream' }
  if (method === 'POST' && uploadId)
    return { method, key, query: { uploadId }, contentType: 'application/xml' }
  if (method === 'POST')
    return { method, key, query: { uploads: '' }, contentType: 'application/octet-stream' }
  return { method, key, ...(uploadId && { query: { uploadId } }) }
}
