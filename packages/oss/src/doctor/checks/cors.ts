import type { TransportRequest } from '@resumable-upload/core'
import type { Check } from '../check.ts'
import { corsRule, corsRuleForConsole } from '../cors-rule.ts'
import type { Found } from '../finding.ts'
import type { Visit } from '../visit.ts'

type Method = TransportRequest['method']

/**
 * Which methods and headers the bucket's CORS rule lets this page use. Unsigned requests about an
 * upload that does not exist: allowed or not, nothing comes of them.
 */
export const corsCheck: Check = {
  name: 'cors',
  needs: ['network'],
  run: async (visit) => {
    const origin = visit.ports.page.origin ?? 'null'
    const endpoint = new URL(visit.destination.bucketUrl).origin
    const rule = { xml: corsRule(origin), console: corsRuleForConsole(origin) }
    const isHidden = async (request: TransportRequest): Promise<boolean> => {
      const reply = await visit.send(request)
      return reply.type === 'silence' && reply.reason === 'cors'
    }

    const requests = requestsOf(visit)
    const hidden: Method[] = []
    for (const request of requests) if (await isHidden(request)) hidden.push(request.method)
    if (hidden.length === requests.length)
      return [{ name: 'cors-origin', details: { endpoint, origin, ...rule } }]

    const found: Found[] = hidden.map((method) => ({
      name: 'cors-method',
      details: { method, origin, ...rule },
    }))
    if (hidden.includes('POST')) return found
    for (const [header, value] of headersToTry) {
      const request = { ...postOf(visit), headers: { [header]: value } }
      if (await isHidden(request))
        found.push({
          name: 'cors-header',
          details: { header: header.replace('x-oss-meta-doctor', 'x-oss-*'), origin, ...rule },
        })
    }
    return found
  },
}

const headersToTry = [
  ['content-type', 'application/octet-stream'],
  ['x-oss-meta-doctor', '1'],
] as const

function requestsOf(visit: Visit): readonly TransportRequest[] {
  const { destination, key, uploadId } = visit
  const object = destination.urlOf(key)
  const upload = `${object}?uploadId=${uploadId}`
  return [
    { method: 'GET', url: upload },
    { method: 'HEAD', url: object },
    postOf(visit),
    { method: 'PUT', url: `${upload}&partNumber=1`, body: new Blob(['?']) },
    { method: 'DELETE', url: upload },
  ]
}

function postOf({ destination, key, uploadId }: Visit): TransportRequest {
  return {
    method: 'POST',
    url: `${destination.urlOf(key)}?uploadId=${uploadId}`,
    body: new Blob(['?']),
  }
}
