import { isLoopback } from '../../endpoint.ts'
import type { UploadCallback } from '../../upload-callback.ts'
import type { FindingName } from '../catalogue.ts'
import type { Check } from '../check.ts'
import type { Found } from '../finding.ts'
import type { Visit } from '../visit.ts'

/** The upload callback: as it is written, as OSS takes it, and as it went the last time. */
export const callbackCheck: Check = {
  name: 'callback',
  needs: ['settings'],
  run: async (visit) => {
    const { callback, lastCallback } = visit.options
    const found: Found[] = []
    if (lastCallback && !lastCallback.ok) found.push(nameFailure(lastCallback.message))
    if (!callback) return lastCallback ? found : null
    const isLocal = isLoopback(new URL(visit.destination.bucketUrl))
    const written = findWrittenProblem(callback, { isLocal })
    return [...found, ...(written ?? (await findRefusal(visit, callback)))]
  },
}

function findWrittenProblem(
  { url, body }: UploadCallback,
  { isLocal }: { readonly isLocal: boolean },
): readonly Found[] | null {
  const addresses = typeof url === 'string' ? url.split(';') : url
  const wrong = addresses.find((address) => !isReachableForOss(address, isLocal))
  if (wrong !== undefined || addresses.length === 0 || addresses.length > 5)
    return [{ name: 'callback-address', details: { address: wrong ?? addresses.join('; ') } }]
  return body.trim() === '' ? [{ name: 'callback-body' }] : null
}

/** OSS calls public addresses; an emulator calls this machine too. */
function isReachableForOss(address: string, isLocal: boolean): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false
  return isLocal || !(isLoopback(url) || privateHost.test(url.hostname))
}

const privateHost =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|0\.|\[f[cde])|\.(?:local|internal|localhost)$/

/** OSS reads the callback before it looks for the upload, which does not exist. */
async function findRefusal(visit: Visit, callback: UploadCallback): Promise<readonly Found[]> {
  if (!visit.canSign) return []
  const { key, uploadId } = visit
  const { reply } = await visit.ask({ type: 'complete', key, uploadId, headers: {}, callback })
  if (reply.type !== 'answer' || !reply.refusal.ec?.startsWith('0007-')) return []
  return [{ name: 'callback-refused', details: { message: reply.refusal.message ?? '' } }]
}

/** OSS's own texts for a 203. */
const failures: readonly (readonly [RegExp, FindingName])[] = [
  [/can not connect|status : -1/i, 'callback-unreachable'],
  [/not valid json/i, 'callback-not-json'],
  [/cost too long/i, 'callback-slow'],
  [/Error status : \d/i, 'callback-status'],
]

function nameFailure(message: string): Found {
  const name = failures.find(([words]) => words.test(message))?.[1] ?? 'callback-failed'
  const status = /status : (\d+)/i.exec(message)?.[1] ?? ''
  return { name, details: { message, status } }
}
