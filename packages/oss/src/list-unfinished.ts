import { UploadError, type UnfinishedUpload } from '@resumable-upload/core'

export interface UnfinishedQuery {
  /** `next` of the page before; `null` for the first one. */
  readonly after: string | null
  readonly signal: AbortSignal
}

/** What your server answers: one page of ListMultipartUploads, with the user's prefix forced. */
export interface UnfinishedPage {
  readonly uploads: readonly {
    readonly key: string
    readonly uploadId: string
    /** ISO 8601, as OSS says `Initiated`. */
    readonly startedAt: string
  }[]
  /** `null` on the last page. */
  readonly next: string | null
}

/** Asks your server, since a page must not list a bucket. */
export type ListUnfinished = (query: UnfinishedQuery) => Promise<UnfinishedPage>

/** A server that never says "last page" must not be asked forever. */
const maxPages = 20

/** All pages. Rejects when an answer is no page. */
export async function listAllUnfinished(
  ask: ListUnfinished,
  signal: AbortSignal,
): Promise<readonly UnfinishedUpload[]> {
  const found: UnfinishedUpload[] = []
  let after: string | null = null
  for (let page = 0; page < maxPages; page += 1) {
    const { uploads, next } = checkPage(await ask({ after, signal }))
    signal.throwIfAborted()
    for (const { key, uploadId, startedAt } of uploads)
      found.push({ key, uploadId, startedAt: Date.parse(startedAt) })
    if (next === null) break
    after = next
  }
  return found
}

/** It comes from a server of the application, and its type from a promise. */
function checkPage(page: UnfinishedPage): UnfinishedPage {
  const isPage =
    Array.isArray(page?.uploads) &&
    (page.next === null || typeof page.next === 'string') &&
    page.uploads.every(
      ({ key, uploadId, startedAt }) =>
        typeof key === 'string' &&
        typeof uploadId === 'string' &&
        Number.isFinite(Date.parse(startedAt)),
    )
  if (isPage) return page
  throw new UploadError(
    'misconfigured',
    '"listUnfinished" has to resolve with { uploads: { key, uploadId, startedAt }[], next: string | null }.',
  )
}
