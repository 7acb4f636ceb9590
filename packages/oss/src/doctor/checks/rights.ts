import type { Check } from '../check.ts'
import type { Found } from '../finding.ts'
import type { Operation } from '../../operation.ts'
import type { Reply, Visit } from '../visit.ts'

/**
 * Whether the role and its session policy allow what uploads do, where this user writes. Asked
 * about an upload that does not exist: who lacks the right is told so first.
 */
export const rightsCheck: Check = {
  name: 'rights',
  needs: ['signature'],
  run: async (visit) => {
    if (!visit.canSign) return null
    const { key, options } = visit
    const found: Found[] = []
    for (const [action, operation] of operationsOf(visit)) {
      const body = operation.type === 'sendPart' ? new Blob(['?']) : undefined
      const { reply } = await visit.ask(operation, body)
      const reason = reasonOfDenial(reply)
      if (reason !== null) found.push({ name: 'right-missing', details: { action, key, reason } })
    }
    if (options.headObject) return found
    const { reply } = await visit.ask({ type: 'findObject', key })
    const reason = reasonOfDenial(reply)
    if (reason === null) return found
    const details = { action: 'oss:GetObject', key, reason }
    return [...found, { name: 'right-to-look-missing', details }]
  },
}

function operationsOf({ key, uploadId }: Visit): readonly (readonly [string, Operation])[] {
  return [
    ['oss:PutObject', { type: 'sendPart', key, uploadId, part: 1 }],
    ['oss:ListParts', { type: 'listParts', key, uploadId, after: 0 }],
    ['oss:AbortMultipartUpload', { type: 'discard', key, uploadId }],
  ]
}

/** OSS's own words; `null` when it denied nothing. An answer to HEAD may not say why. */
function reasonOfDenial(reply: Reply): string | null {
  if (reply.type !== 'answer') return null
  const { status, code, message } = reply.refusal
  if (status !== 403 || (code !== null && code !== 'AccessDenied')) return null
  return message ?? 'AccessDenied'
}
