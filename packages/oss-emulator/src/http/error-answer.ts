import type { ErrorDetails, OssError } from '../oss-error.ts'
import type { Answer } from './answer.ts'
import { xmlDocument, type XmlNode } from '../xml/xml-document.ts'

export interface ErrorContext {
  readonly method: string
  readonly requestId: string
  /** The Host that the client used. */
  readonly host: string
}

/** The XML answer of an error; a HEAD gets it in `x-oss-err`, as it has no body. */
export function errorAnswer(error: OssError, context: ErrorContext): Answer {
  const { status, ec } = error
  const body = errorXml(error, context)
  const headers = { ...error.headers, ...(ec === undefined ? {} : { 'x-oss-ec': ec }) }
  if (status === 304) return { status, headers }
  if (context.method === 'HEAD') {
    return { status, headers: { ...headers, 'x-oss-err': Buffer.from(body).toString('base64') } }
  }
  return { status, headers: { ...headers, 'Content-Type': 'application/xml' }, body }
}

function errorXml(error: OssError, { requestId, host }: ErrorContext): string {
  const { code, message, details, ec } = error
  const children: XmlNode[] = [
    ['Code', code],
    ['Message', message],
    ['RequestId', requestId],
    ['HostId', host],
    ...Object.entries(details).map(detailNode),
  ]
  if (ec !== undefined) {
    children.push(['EC', ec])
    children.push(['RecommendDoc', `https://api.alibabacloud.com/troubleshoot?q=${ec}`])
  }
  return xmlDocument(['Error', children])
}

function detailNode([name, detail]: [string, ErrorDetails[string]]): XmlNode {
  return [name, typeof detail === 'object' ? Object.entries(detail) : detail]
}
