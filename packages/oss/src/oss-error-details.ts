import type { ErrorAnswer } from './error-answer.ts'
import {
  badCredentials,
  busy,
  denied,
  type ErrorRule,
  excerpt,
  misconfigured,
  quote,
  rejected,
} from './error-rule.ts'
import { elsewhere, outdated, tooManyRequests } from './oss-error-codes.ts'

/** Details that say more than their code. Read before the code. */
export const rulesByDetail: Readonly<Record<string, ErrorRule>> = {
  '0002-00000069': outdated,
  '0002-00000235': outdated,
  '0006-00000213': outdated,
  '0002-00000226': misconfigured(
    'The bucket is in another region than "region" says. Name the region of the bucket.',
  ),
  '0002-00000904': {
    code: 'account-suspended',
    sentence: 'The access key is disabled. Enable it, or issue credentials with another one.',
  },
  '0003-00000001': denied(
    ({ action }) =>
      `Neither the role nor the bucket allows this, or the bucket belongs to another account. Allow ${action ?? 'the upload actions'} on this key.`,
  ),
  '0003-00000101': denied('The policy of the bucket denies this. Allow the role in it.'),
  '0003-00000201': denied('A RAM policy denies this explicitly. Remove the Deny for this key.'),
  '0003-00000301': denied(
    ({ action }) =>
      `The session policy of the credentials does not cover this key. Allow ${action ?? 'the upload actions'} on the prefix that "objectKey" uses.`,
  ),
  '0003-00000905': denied(
    'The request came without a signature. A proxy may have removed the query of the URL.',
  ),
  '0003-00001403': elsewhere,
  '0007-00000002': misconfigured(sayCallback),
  '0007-00000004': misconfigured(sayCallback),
  '0007-00000005': misconfigured(sayCallback),
  '0007-00000011': misconfigured(sayCallback),
  '0007-00000026': misconfigured(sayCallback),
}

/** For an answer that says nothing more than its HTTP status. */
export function ruleByStatus(status: number): ErrorRule {
  if (status === 408)
    return { code: 'timed-out', sentence: 'The server waited too long. The request is repeated.' }
  if (status === 429) return tooManyRequests
  if (status >= 500) return busy(`The server answers HTTP ${status}. The request is repeated.`)
  if (status === 401)
    return badCredentials(
      'The server does not accept the credentials. Check what "getCredentials" returns.',
    )
  if (status === 403)
    return denied(
      'The server denies access and does not say why. Allow oss:GetObject on this key, and expose x-oss-err and x-oss-ec in the CORS rule.',
    )
  if (status === 413)
    return {
      code: 'file-too-large',
      sentence: 'A proxy refuses this many bytes. Use smaller parts.',
    }
  return rejected(
    ({ code, message }) =>
      `The server answers HTTP ${status}${code ? ` ${excerpt(code)}` : ''}${quote(message)}. Check the options of the storage.`,
  )
}

function sayCallback({ message }: ErrorAnswer): string {
  return `OSS refuses the upload callback${quote(message)}. Check "callback".`
}
