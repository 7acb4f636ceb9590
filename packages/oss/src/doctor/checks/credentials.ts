import { UploadError } from '@resumable-upload/core'
import type { Check } from '../check.ts'
import type { Found } from '../finding.ts'
import { type ReadCredentials, readCredentials } from '../../read-credentials.ts'
import type { Visit } from '../visit.ts'

/** Credentials that live shorter than this are renewed all the time, in milliseconds. */
const shortLife = 5 * 60_000

/** What the application's token endpoint gives, before OSS has seen it. */
export const credentialsCheck: Check = {
  name: 'credentials',
  needs: ['settings'],
  run: async (visit) => {
    const { getCredentials, signer } = visit.options
    if (getCredentials) return judge(visit, () => getCredentials('initial', visit.signal))
    if (!signer) return null
    try {
      await visit.introduction()
      return []
    } catch (thrown) {
      visit.signal.throwIfAborted()
      return [failureOf(thrown)]
    }
  },
}

async function judge(visit: Visit, ask: () => Promise<unknown>): Promise<readonly Found[]> {
  let answer: unknown
  try {
    answer = await ask()
  } catch (thrown) {
    visit.signal.throwIfAborted()
    return [failureOf(thrown)]
  }
  const missing = fieldsMissingIn(answer)
  for (const secret of secretsIn(answer)) visit.secrets.add(secret)
  if (missing.length > 0)
    return [{ name: 'credentials-incomplete', details: { missing: missing.join(', ') } }]

  const credentials = readCredentials(answer, { allowPermanentKey: true })
  visit.use(credentials)
  return judgeLife(visit, credentials)
}

function judgeLife(
  { serverClock, ports }: Visit,
  { securityToken, accessKeyId, expiresAt }: ReadCredentials,
): readonly Found[] {
  // The first letters tell whose key it is, and are no secret.
  if (securityToken === null)
    return [{ name: 'permanent-key', details: { key: `${accessKeyId.slice(0, 4)}…` } }]
  const left = expiresAt - serverClock.now(ports.clock)
  const details = { expiration: new Date(expiresAt).toISOString() }
  if (left <= 0) return [{ name: 'credentials-expired', details }]
  const seconds = String(Math.round(left / 1000))
  return left < shortLife ? [{ name: 'credentials-short', details: { ...details, seconds } }] : []
}

/** Whatever the application says of itself is shown, since it says it to its own users. */
function failureOf(thrown: unknown): Found {
  if (thrown instanceof UploadError && thrown.code === 'signed-out') return { name: 'signed-out' }
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return { name: 'credentials-unavailable', details: { message } }
}

/** Names of what a key or its token lacks; a token that is missing altogether makes a permanent key. */
function fieldsMissingIn(answer: unknown): readonly string[] {
  const { accessKeyId, accessKeySecret, securityToken, expiration } = fieldsOf(answer)
  const isPermanent = securityToken === '' && !accessKeyId.startsWith('STS.')
  const needed = isPermanent
    ? { accessKeyId, accessKeySecret }
    : {
        accessKeyId,
        accessKeySecret,
        securityToken,
        expiration: Number.isNaN(Date.parse(expiration)) ? '' : expiration,
      }
  return Object.entries(needed).flatMap(([name, value]) => (value === '' ? [name] : []))
}

function secretsIn(answer: unknown): readonly string[] {
  const { accessKeySecret, securityToken } = fieldsOf(answer)
  return [accessKeySecret, securityToken].filter((secret) => secret !== '')
}

/** In either spelling; `''` for what is missing or no text. */
function fieldsOf(answer: unknown) {
  const outer = recordOf(answer)
  const inner = recordOf(outer['Credentials'] ?? outer['credentials'] ?? outer)
  const read = (name: string): string => {
    const value = inner[name] ?? inner[name.charAt(0).toUpperCase() + name.slice(1)]
    return typeof value === 'string' ? value.trim() : ''
  }
  return {
    accessKeyId: read('accessKeyId'),
    accessKeySecret: read('accessKeySecret'),
    securityToken: read('securityToken'),
    expiration: read('expiration'),
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
