import busboy from 'busboy'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ConnectionDropped } from '../faults/connection-dropped.ts'
import { OssError } from '../oss-error.ts'

const fieldLimit = 4 * 1024
const policyLimit = 64 * 1024

/** A form up to its file, whose bytes are still to come. */
export interface FormWithFile {
  /** The fields before the file, names as sent. */
  readonly fields: ReadonlyMap<string, string>
  readonly file: FormFile
}

export interface FormFile {
  readonly bytes: Readable
  /** As the client says; without folders. */
  readonly name: string
  readonly contentType: string
}

/**
 * Reads a `multipart/form-data` body: hands over the form when its field `file` begins, and waits until the file is
 * received and the body has ended. What follows the file is ignored, as OSS does; a rejection ends the reading.
 * Throws `RequestIsNotMultiPartContent`, `MalformedPOSTRequest`, `FieldItemTooLong`, `IncorrectNumberOfFilesInPOSTRequest`.
 */
export async function readForm(
  contentType: string,
  body: AsyncIterable<Uint8Array>,
  receive: (form: FormWithFile) => Promise<void>,
): Promise<void> {
  const parser = createParser(contentType)
  try {
    await Promise.all([receiveFile(parser, receive), feed(parser, body)])
  } finally {
    parser.destroy()
  }
}

function createParser(contentType: string): busboy.Busboy {
  if (!contentType.toLowerCase().startsWith('multipart/form-data')) {
    const message = 'Bucket POST must be of the enclosure-type multipart/form-data.'
    throw new OssError(400, 'RequestIsNotMultiPartContent', message)
  }
  try {
    const limits = { fields: 100, fieldSize: policyLimit }
    const headers = { 'content-type': contentType }
    return busboy({ headers, limits, defParamCharset: 'utf8' })
  } catch {
    throw malformed()
  }
}

function receiveFile(
  parser: busboy.Busboy,
  receive: (form: FormWithFile) => Promise<void>,
): Promise<void> {
  const fields = new Map<string, string>()
  return new Promise((resolve, reject) => {
    let hasFile = false
    parser.on('field', (name, value, { valueTruncated }) => {
      if (hasFile) return
      const limit = name.toLowerCase() === 'policy' ? policyLimit : fieldLimit
      if (valueTruncated || Buffer.byteLength(value) > limit) reject(fieldItemTooLong(name))
      if (fields.has(name)) reject(malformed())
      fields.set(name, value)
    })
    parser.on('fieldsLimit', () => reject(malformed()))
    parser.on('file', (name, bytes, { filename, mimeType }) => {
      if (hasFile || name !== 'file') {
        bytes.resume()
        return
      }
      hasFile = true
      // A form may break off before anybody reads its file; whoever reads it later still gets the error.
      bytes.on('error', () => {})
      const file = { bytes, name: filename ?? '', contentType: mimeType }
      receive({ fields, file }).then(resolve, reject)
    })
    parser.on('close', () => {
      if (!hasFile) reject(noFile())
    })
  })
}

async function feed(parser: busboy.Busboy, body: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    await pipeline(Readable.from(body), parser)
  } catch (error) {
    throw error instanceof ConnectionDropped ? error : malformed()
  }
}

function malformed(): OssError {
  const message = 'The body of your POST request is not well-formed multipart/form-data.'
  return new OssError(400, 'MalformedPOSTRequest', message)
}

function fieldItemTooLong(name: string): OssError {
  const message = 'Your form field exceeds the maximum allowed length.'
  return new OssError(400, 'FieldItemTooLong', message, { details: { FieldName: name } })
}

function noFile(): OssError {
  const message = 'POST requires exactly one file upload per request.'
  return new OssError(400, 'IncorrectNumberOfFilesInPOSTRequest', message)
}
