import type { TransportResponse } from '@resumable-upload/core'
import type { FindingName } from '../catalogue.ts'
import type { Check } from '../check.ts'
import type { Reply } from '../visit.ts'

/** Whether the host answers at all, and whether it is OSS that answers. */
export const networkCheck: Check = {
  name: 'network',
  needs: ['settings', 'policy'],
  run: async (visit) => {
    const { origin, host } = new URL(visit.destination.bucketUrl)
    const reply = await visit.greeting()
    const name = nameOf(reply, visit.slow)
    if (name === null) return []
    const seconds = reply.type === 'answer' ? (reply.milliseconds / 1000).toFixed(1) : ''
    const status = reply.type === 'answer' ? String(reply.response.status) : ''
    return [{ name, details: { endpoint: origin, host, seconds, status } }]
  },
}

function nameOf(reply: Reply, slow: number): FindingName | null {
  if (reply.type === 'silence') {
    switch (reply.reason) {
      case 'offline':
      case 'unreachable':
        return reply.reason
      case 'too-late':
        return 'silent'
      // It answers, and only CORS hides what: that is the next check's.
      case 'cors':
        return null
    }
  }
  const { response, milliseconds } = reply
  if (!isOfOss(response)) return 'foreign-answer'
  if (response.status >= 500) return 'server-busy'
  return milliseconds > slow ? 'slow' : null
}

/** OSS writes its request id into every error, where no CORS rule hides it. */
function isOfOss({ header, text }: TransportResponse): boolean {
  return header('x-oss-request-id') !== null || text.includes('<RequestId>')
}
