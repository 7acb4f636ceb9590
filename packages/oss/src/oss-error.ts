import { UploadError } from '@resumable-upload/core'
import { isExpiredSignature } from './cure.ts'
import type { ErrorAnswer } from './error-answer.ts'
import type { ErrorRule } from './error-rule.ts'
import { elsewhere, outdated, rulesByCode } from './oss-error-codes.ts'
import { ruleByStatus, rulesByDetail } from './oss-error-details.ts'

/** An answer of OSS as the one error that callers know. `part` names the part it was about. */
export function toOssError(answer: ErrorAnswer, part?: number): UploadError {
  const { code, sentence } = ruleFor(answer)
  const { requestId, ec, retryAfter } = answer
  return new UploadError(code, typeof sentence === 'string' ? sentence : sentence(answer), {
    ...(requestId !== null && { requestId }),
    ...(ec !== null && { ec }),
    ...(retryAfter !== null && { retryAfter }),
    ...(part !== undefined && { part }),
  })
}

function ruleFor(answer: ErrorAnswer): ErrorRule {
  const { status, code, ec, endpoint } = answer
  if (endpoint !== null && status === 403) return elsewhere
  if (isExpiredSignature(answer)) return outdated
  return own(rulesByDetail, ec) ?? own(rulesByCode, code) ?? ruleByStatus(status)
}

function own(
  rules: Readonly<Record<string, ErrorRule>>,
  name: string | null | undefined,
): ErrorRule | undefined {
  return name && Object.hasOwn(rules, name) ? rules[name] : undefined
}
