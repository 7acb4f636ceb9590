import type { JournalEntry, StoredObject, UploadSnapshot } from '@resumable-upload/core'
import type { CredentialsStatus } from '../query/credentials-query.ts'
import type { EventRecord, RequestRecord } from './recorder.ts'

export interface ReportFacts {
  readonly at: number
  readonly userAgent: string
  readonly uploads: readonly UploadSnapshot[]
  readonly requests: readonly RequestRecord[]
  readonly events: readonly EventRecord[]
  readonly journal: readonly JournalEntry[]
  readonly credentials: CredentialsStatus | null
}

/**
 * A bug report as JSON. What `confirm` and callbacks answered, metadata and headers are the
 * application's own and stay out. Keys, tokens and signatures that found their way into a message
 * are taken out.
 */
export function reportOf(facts: ReportFacts): string {
  const { at, userAgent, uploads, requests, events, journal, credentials } = facts
  const report = {
    report: '@resumable-upload/react/devtools',
    version: 1,
    at: new Date(at).toISOString(),
    userAgent,
    credentials: credentials && {
      state: credentials.state,
      expiresAt: credentials.expiresAt,
      renewedAt: credentials.renewedAt,
      renewals: credentials.renewals,
    },
    uploads: uploads.map(pick),
    requests,
    events: events.map(({ uploadId, at: when, event }) => ({ uploadId, at: when, ...pick(event) })),
    journal: journal.map(pickEntry),
  }
  return JSON.stringify(report, (_, value: unknown) => redacted(value), 2)
}

/** Of a stored object what the storage said, and nothing that the application's server did. */
function pick(value: object): object {
  if (!('object' in value) || !isStored(value.object)) return value
  const { key, size, etag, crc64, url, verified } = value.object
  return { ...value, object: { key, size, etag, crc64, url, verified } }
}

function isStored(object: unknown): object is StoredObject {
  return typeof object === 'object' && object !== null && 'verified' in object
}

function pickEntry(entry: JournalEntry): object {
  const { id, storageId, group, owner, state, file, key, partSize, recuts, remote } = entry
  const { expected, object, createdAt, touchedAt } = entry
  return pick({
    id,
    storageId,
    group,
    owner,
    state,
    file,
    key,
    partSize,
    recuts,
    remote,
    expected,
    object,
    createdAt,
    touchedAt,
  })
}

const secrets: readonly RegExp[] = [
  /\bLTAI\w{8,}/g,
  /\bSTS\.\w{8,}/g,
  /\bCAIS[\w+/=]{16,}/g,
  /\b(?:Bearer|OSS4-HMAC-SHA256|OSS)\s+\S+/g,
  /((?:signature|security-token|accesskeyid|accesskeysecret|x-oss-credential|policy|token)["']?\s*[=:]\s*["']?)[^&\s"']+/gi,
]

function redacted(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return secrets.reduce(
    (text, secret) =>
      text.replace(secret, (_, name: unknown) => `${typeof name === 'string' ? name : ''}…`),
    value,
  )
}
