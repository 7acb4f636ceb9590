import { malformedXml, parseXml } from '../xml/parse-xml.ts'

/** A part as the client names it at Complete. */
export interface NamedPart {
  readonly number: number
  /** Upper case, without quotes. */
  readonly etag: string
}

/** Reads the body of CompleteMultipartUpload. Throws `MalformedXML`, also for an empty list. */
export function parseCompleteRequest(body: string): readonly NamedPart[] {
  const parts = parseXml(body, 'CompleteMultipartUpload').children('Part')
  if (parts.length === 0) throw malformedXml()
  return parts.map((part) => {
    const number = part.text('PartNumber') ?? ''
    const etag = part.text('ETag')
    if (!/^\d{1,9}$/u.test(number) || etag === null) throw malformedXml()
    return { number: Number(number), etag: etag.replaceAll('"', '').toUpperCase() }
  })
}
