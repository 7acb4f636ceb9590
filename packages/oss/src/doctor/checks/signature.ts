import type { FindingName } from '../catalogue.ts'
import type { Check } from '../check.ts'
import { compareSignature } from '../compare-signature.ts'
import type { ErrorAnswer } from '../../error-answer.ts'
import type { Found } from '../finding.ts'

/** Whether OSS accepts who signs, and what was signed. */
export const signatureCheck: Check = {
  name: 'signature',
  needs: ['credentials', 'endpoint'],
  run: async (visit) => {
    if (!visit.canSign) return null
    const { request, reply } = await visit.introduction()
    if (reply.type === 'silence') return [otherwise(reply.reason, '')]
    const { refusal, response } = reply
    if (isAccepted(refusal)) return []
    if (refusal.code === 'SignatureDoesNotMatch') {
      const { bucket } = visit.destination
      return [await compareSignature({ request, bucket, key: visit.key, text: response.text })]
    }
    const name = nameOf(refusal)
    const details = refusal.requestId === null ? {} : { requestId: refusal.requestId }
    if (name !== null) return [{ name, details }]
    const code = refusal.code ?? `HTTP ${refusal.status}`
    return [otherwise(code, refusal.message ?? '')]
  },
}

/** There is no such upload, which only those hear who may ask; or rights are missing, which comes next. */
function isAccepted({ code, ec }: ErrorAnswer): boolean {
  return code === 'NoSuchUpload' || (code === 'AccessDenied' && ec !== anonymous)
}

const anonymous = '0003-00000905'
const disabled = '0002-00000904'

function nameOf({ code, ec }: ErrorAnswer): FindingName | null {
  if (ec === anonymous) return 'signature-removed'
  if (ec === disabled) return 'key-disabled'
  switch (code) {
    case 'SecurityTokenExpired':
      return 'token-expired'
    case 'InvalidSecurityToken':
      return 'token-damaged'
    case 'InvalidAccessKeyId':
      return 'key-unknown'
    case 'AccessKeyIdAndSecurityTokenNotMatch':
      return 'key-and-token-differ'
    default:
      return null
  }
}

function otherwise(code: string, message: string): Found {
  return { name: 'refused-otherwise', details: { code, message } }
}
