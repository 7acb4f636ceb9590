import type { TestClient } from './test-client.ts'

/** Opens a multipart upload and gives its id. */
export async function initiate(
  client: TestClient,
  key: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const answer = await client.send({ method: 'POST', key, query: { uploads: '' }, headers })
  return answer.xml('InitiateMultipartUploadResult').text('UploadId') ?? ''
}

/** An upload, and a part of it. */
export interface TestPart {
  readonly key: string
  readonly uploadId: string
  readonly number: number
  readonly body: string | Uint8Array
}

/** Sends a part and gives its ETag, quotes and all. */
export async function sendPart(client: TestClient, part: TestPart): Promise<string> {
  const { key, uploadId, number, body } = part
  const query = { partNumber: String(number), uploadId }
  const answer = await client.send({ method: 'PUT', key, query, body })
  return answer.headers.etag ?? ''
}

/** The body of CompleteMultipartUpload. */
export function completeXml(parts: readonly (readonly [number: number, etag: string])[]): string {
  const items = parts.map(
    ([number, etag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`,
  )
  return `<CompleteMultipartUpload>${items.join('')}</CompleteMultipartUpload>`
}
