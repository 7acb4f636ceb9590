import type { FormFields } from '../ports/transport.ts'

export interface MultipartForm {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The `Content-Type` of the request. */
  readonly type: string
}

/** What a browser makes of a `FormData` with these fields and this file, without a Blob for each file. */
export function toMultipartForm(
  { fields, fileName }: Pick<FormFields, 'fields' | 'fileName'>,
  file: Uint8Array<ArrayBuffer>,
): MultipartForm {
  const boundary = createBoundary()
  const before = utf8.encode(
    [
      ...fields.map(([name, value]) => `--${boundary}\r\n${disposition(name)}\r\n\r\n${value}\r\n`),
      `--${boundary}\r\n${disposition('file')}; filename="${escape(fileName)}"\r\n`,
      'Content-Type: application/octet-stream\r\n\r\n',
    ].join(''),
  )
  const after = utf8.encode(`\r\n--${boundary}--\r\n`)
  const bytes = new Uint8Array(before.length + file.length + after.length)
  bytes.set(before)
  bytes.set(file, before.length)
  bytes.set(after, before.length + file.length)
  return { bytes, type: `multipart/form-data; boundary=${boundary}` }
}

const utf8 = new TextEncoder()

/** In no file but by an accident of one in 2 to the 96. */
function createBoundary(): string {
  return `----resumable-upload-${crypto.getRandomValues(new Uint32Array(3)).join('-')}`
}

function disposition(name: string): string {
  return `Content-Disposition: form-data; name="${escape(name)}"`
}

/** As the HTML standard wants it. */
function escape(name: string): string {
  return name.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22')
}
