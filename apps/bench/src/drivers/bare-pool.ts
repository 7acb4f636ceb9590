import type { Driver } from '../driver.ts'
import { inTurns } from '../in-turns.ts'
import { createPresign } from '../presign.ts'
import { send } from '../send.ts'

const partSize = 8 * 1024 * 1024

/** Parts of 8 MiB, six at once, and nothing else: no check, no memory, no repetition. */
export const barePool: Driver = async (site) => {
  const presign = await createPresign(site)
  return (files) =>
    inTurns(files, 1, async (file) => {
      const key = `${site.prefix}${file.name}`
      const opened = await send({
        method: 'POST',
        url: await presign.url({ method: 'POST', key, query: { uploads: '' } }),
      })
      const uploadId = /<UploadId>(.*)<\/UploadId>/.exec(opened.text)?.[1] ?? ''
      const starts = Array.from(
        { length: Math.ceil(file.size / partSize) },
        (_, index) => index * partSize,
      )
      const etags: string[] = []
      await inTurns(starts, 6, async (start, index) => {
        const query = { partNumber: `${index + 1}`, uploadId }
        const url = await presign.url({ method: 'PUT', key, query })
        const body = file.slice(start, start + partSize)
        etags[index] = (await send({ method: 'PUT', url, body })).etag ?? ''
      })
      const list = etags.map(
        (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`,
      )
      await send({
        method: 'POST',
        url: await presign.url({ method: 'POST', key, query: { uploadId } }),
        // Untyped: a type would have to be signed, and cost a preflight.
        body: new Blob([`<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`]),
      })
    })
}
