import type { TransportResponse } from '@resumable-upload/core'
import { readPartsPage, readStoredFacts, readUploadId } from '../../answers.ts'
import { isRefusal } from '../../error-answer.ts'
import type { Check } from '../check.ts'
import { corsRule } from '../cors-rule.ts'
import type { FindingName } from '../catalogue.ts'
import type { Found } from '../finding.ts'
import type { Operation } from '../../operation.ts'
import type { Visit } from '../visit.ts'

/**
 * A real upload of one small part, which is discarded and never becomes an object: what the page
 * can read of the answers, and whether the bytes arrive as they were sent.
 */
export const sampleCheck: Check = {
  name: 'sample',
  needs: ['rights'],
  run: async (visit) => {
    if (!visit.canSign) return null
    const { key } = visit
    const headers = { 'Content-Type': 'application/octet-stream' }
    const opened = await demand(visit, { type: 'open', key, headers })
    if ('name' in opened) return [opened]
    const uploadId = readUploadId(opened)
    let found: readonly Found[] = []
    let isGone = false
    try {
      found = await look(visit, uploadId)
    } finally {
      const reply = await visit.tidy(uploadId)
      isGone = reply.type === 'answer' && !isRefusal(reply.response)
    }
    return isGone ? found : [...found, { name: 'sample-left', details: { key, uploadId } }]
  },
}

async function look(visit: Visit, uploadId: string): Promise<readonly Found[]> {
  const { key, ports } = visit
  const body = new Blob([crypto.getRandomValues(new Uint8Array(1024))])
  const part = { type: 'sendPart', key, uploadId, part: 1 } as const
  const sent = await demand(visit, part, body)
  if ('name' in sent) return [sent]
  const list = await demand(visit, { type: 'listParts', key, uploadId, after: 0 })
  if ('name' in list) return [list]
  const [listed] = readPartsPage(list).parts
  const facts = readStoredFacts(sent)
  const stored = facts.crc64 ?? listed?.crc64 ?? null

  const found: Found[] = []
  if (stored !== null && stored !== sent.sentCrc64) found.push({ name: 'bytes-altered' })
  const hidden: FindingName[] = []
  if (facts.etag === null) hidden.push('etag-hidden')
  // Where the list has none either, there is none.
  if (facts.crc64 === null && listed?.crc64) hidden.push('crc-hidden')
  if (sent.header('x-oss-request-id') === null) hidden.push('request-id-hidden')
  if (sent.header('date') === null) hidden.push('date-hidden')
  hidden.push(...(await hiddenInErrors(visit)))
  const xml = corsRule(ports.page.origin ?? 'null')
  found.push(...hidden.map((name) => ({ name, details: { xml } })))

  if (ports.page.hasServiceWorker) {
    const request = await visit.sign({ ...part, part: 2 })
    const watched = new Blob([new Uint8Array(64 * 1024)])
    const sees = await ports.page.seesProgress(request, watched, visit.signal)
    if (!sees) found.push({ name: 'progress-hidden' })
  }
  return found
}

/** An answer to HEAD has no body: only these headers say what went wrong. */
async function hiddenInErrors(visit: Visit): Promise<readonly FindingName[]> {
  const url = visit.destination.urlOf(visit.key)
  const reply = await visit.send({ method: 'HEAD', url })
  if (reply.type !== 'answer') return []
  const { header } = reply.response
  const hidden: FindingName[] = []
  if (header('x-oss-ec') === null) hidden.push('ec-hidden')
  if (header('x-oss-err') === null) hidden.push('err-hidden')
  return hidden
}

async function demand(
  visit: Visit,
  operation: Operation,
  body?: Blob,
): Promise<TransportResponse | Found> {
  const { reply } = await visit.ask(operation, body)
  const step = operation.type
  if (reply.type === 'silence')
    return { name: 'sample-refused', details: { step, code: reply.reason, message: '' } }
  const { response, refusal } = reply
  if (!isRefusal(response)) return response
  const code = refusal.code ?? `HTTP ${refusal.status}`
  return { name: 'sample-refused', details: { step, code, message: refusal.message ?? '' } }
}
