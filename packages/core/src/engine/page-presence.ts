import { UploadError } from '../model/upload-error.ts'
import type { LifecycleChange } from '../ports/lifecycle.ts'
import type { OwnerWatch } from './owner-watch.ts'
import type { Shared } from './shared.ts'
import type { TabTalk } from './tab-talk.ts'

/** An upload, as far as the page's coming and going has to do with it. */
export interface PresentUpload {
  readonly hasEnded: boolean
  /** Stops what runs, and decides nothing. */
  suspend(reason: UploadError): void
  /** Goes on as it was, unless another tab has taken over. */
  follow(): void
}

export interface PresenceContext {
  readonly shared: Shared
  readonly talk: TabTalk
  readonly owners: OwnerWatch
  readonly uploads: () => Iterable<PresentUpload>
}

/**
 * After so many milliseconds on ice, requests that were under way are not waited for. Shorter than a
 * lease lasts: nobody has taken over before.
 */
const longFreeze = 10_000

/**
 * Follows the page into the browser's back/forward cache and back. What stands still must not hold
 * up others: lock, channel and database are let go, so that another tab may take over meanwhile.
 * Nothing is paused or canceled. Returns how to stop.
 */
export function followPage({ shared, talk, owners, uploads }: PresenceContext): () => void {
  const { tabs, journal, writer, clock, lifecycle, network, lifetime } = shared
  let frozenAt: number | null = null
  let isAway = false

  return lifecycle.subscribe((change) => {
    const act: Record<LifecycleChange, () => void> = { left, returned, frozen, thawed }
    act[change]()
  })

  function left(): void {
    isAway = true
    suspendAll()
    owners.stop(away())
    tabs.leave()
    network.neighbours?.close()
    void writer.flushed().then(() => {
      if (isAway) journal.close()
    })
  }

  function returned(): void {
    // A lock that is not to be had costs other tabs the sight of us, and nothing else.
    const joined = tabs.join().catch(() => {})
    isAway = false
    void joined.then(() => {
      // Gone again before it was back, or disposed: nobody would let go of the lock any more.
      if (isAway || lifetime.aborted) return tabs.leave()
      talk.greet()
      goOn()
    })
  }

  function frozen(): void {
    frozenAt = clock.now()
  }

  /** Somebody may have taken over, connections are gone: every run begins anew by asking the storage. */
  function thawed(): void {
    const isLong = frozenAt !== null && clock.now() - frozenAt >= longFreeze
    frozenAt = null
    if (!isLong) return
    suspendAll()
    goOn()
  }

  function suspendAll(): void {
    const reason = away()
    for (const upload of uploads()) if (!upload.hasEnded) upload.suspend(reason)
  }

  function goOn(): void {
    for (const upload of uploads()) if (!upload.hasEnded) upload.follow()
  }
}

function away(): UploadError {
  return new UploadError('canceled', 'The page stood still.')
}
