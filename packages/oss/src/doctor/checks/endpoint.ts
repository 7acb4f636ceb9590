import type { FindingName } from '../catalogue.ts'
import type { Check } from '../check.ts'
import type { ErrorAnswer } from '../../error-answer.ts'
import type { Found } from '../finding.ts'
import type { Reply, Visit } from '../visit.ts'

/** What OSS says about the address: first without a signature, then with one. */
export const endpointCheck: Check = {
  name: 'endpoint',
  needs: ['network', 'cors'],
  run: async (visit) => {
    const unsigned = findAddressRefusal(visit, await visit.greeting())
    if (unsigned) return [unsigned]
    if (!(await canSign(visit))) return []
    const signed = findAddressRefusal(visit, (await visit.introduction()).reply)
    return signed ? [signed] : []
  },
}

const namesByCode: Readonly<Record<string, FindingName>> = {
  NoSuchBucket: 'bucket-missing',
  TransferAccelerationDisabled: 'acceleration-off',
  NonStandardHostForbidden: 'domain-not-bound',
  PublicEndpointForbidden: 'public-endpoint-forbidden',
  SecondLevelDomainForbidden: 'bucket-not-in-host',
  UserDisable: 'account-suspended',
  PermanentRedirect: 'wrong-region',
}

function findAddressRefusal({ destination, options }: Visit, reply: Reply): Found | null {
  if (reply.type !== 'answer') return null
  const { refusal } = reply
  const name = nameOf(refusal)
  if (name === null) return null
  const { host, origin } = new URL(destination.bucketUrl)
  const { bucket, region } = destination
  return {
    name,
    details: {
      bucket,
      region,
      host,
      endpoint: options.endpoint ?? origin,
      ...(refusal.endpoint !== null && {
        rightEndpoint: refusal.endpoint,
        rightRegion: /^oss-([a-z0-9-]+)\.aliyuncs/.exec(refusal.endpoint)?.[1] ?? '',
      }),
      ...(refusal.requestId !== null && { requestId: refusal.requestId }),
    },
  }
}

function nameOf({ code, ec, endpoint, status }: ErrorAnswer): FindingName | null {
  if (endpoint !== null && status === 403) return 'wrong-region'
  if (ec === '0002-00000226') return 'region-unlike-bucket'
  return code !== null && Object.hasOwn(namesByCode, code) ? (namesByCode[code] ?? null) : null
}

/** What keeps the page from signing is another check's. */
async function canSign(visit: Visit): Promise<boolean> {
  try {
    await visit.introduction()
    return true
  } catch {
    visit.signal.throwIfAborted()
    return false
  }
}
