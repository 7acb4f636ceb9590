import {
  type Clock,
  type Observable,
  type StorageNotice,
  UploadError,
} from '@resumable-upload/core'
import { createStatusCell, type CredentialsStatus } from './credentials-status.ts'
import {
  type CredentialsAnswer,
  type ReadCredentials,
  readCredentials,
} from './read-credentials.ts'
import type { ServerClock } from './server-clock.ts'
import { abortable, withDeadline } from './waiting.ts'

/**
 * Asks the application for temporary credentials. Reject with `UploadError('signed-out')` when
 * nobody is signed in: uploads wait then, and lose nothing.
 */
export type GetCredentials = (
  reason: 'initial' | 'expiring' | 'rejected',
  signal: AbortSignal,
) => Promise<CredentialsAnswer>

export interface CredentialsOptions {
  readonly getCredentials: GetCredentials
  /** Accept a long-lived key without a token: for an emulator. @default false */
  readonly allowPermanentKey?: boolean
  /** Renew before credentials expire, and not only once OSS has refused them. @default true */
  readonly renewAhead?: boolean
}

/** Credentials as signers use them. The generation grows with every new set. */
export interface CredentialSet {
  readonly generation: number
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string | null
  /** Epoch milliseconds on the server's clock. */
  readonly expiresAt: number
}

export interface CredentialsContext {
  readonly clock: Clock
  readonly serverClock: ServerClock
  readonly signal: AbortSignal
  readonly notice?: (notice: StorageNotice) => void
}

/** The broker: the only place that keeps credentials. One renewal serves all who wait. */
export interface Credentials {
  readonly status: Observable<CredentialsStatus>
  /** Rejects with `signed-out`, `misconfigured` or `credentials-unavailable`. */
  get(context: CredentialsContext): Promise<CredentialSet>
  /** OSS refused this generation: it is never handed out again. */
  reject(generation: number): void
  /** Forgets everything: somebody else may have signed in. */
  reset(): void
}

/** A set in use. */
interface Held extends CredentialSet {
  /** Epoch milliseconds on the device's clock. */
  readonly receivedAt: number
}

interface Renewal {
  /** `null` when the application changed the credentials meanwhile. */
  readonly done: Promise<Held | null>
  readonly controller: AbortController
}

const minute = 60_000
/** How long the application may take to answer. */
const answerLimit = 30_000
const firstPause = 500
const longestPause = 30_000
/** Uploads that run into `signed-out` together ask the application once. */
const signedOutPause = 1000

export function createCredentials(options: CredentialsOptions): Credentials {
  const { getCredentials, allowPermanentKey = false, renewAhead = true } = options
  const status = createStatusCell()
  let held: Held | null = null
  let reason: 'initial' | 'rejected' = 'initial'
  let generation = 0
  let renewal: Renewal | null = null
  let failures = 0
  let pause: { readonly until: number; readonly error: UploadError } | null = null

  return { status, get, reject, reset }

  async function get(context: CredentialsContext): Promise<CredentialSet> {
    const { clock, serverClock, signal } = context
    signal.throwIfAborted()
    const known = held
    if (!known) return (await abortable(renew(reason, context), signal)) ?? get(context)

    const life = lifeOf(known, { clock, serverClock })
    if (!renewAhead || !life.isDue) return known
    const renewing = renew('expiring', context)
    // Far enough from the end the old ones serve while the new ones come.
    if (life.isComfortable) {
      renewing.catch(() => undefined)
      return known
    }
    try {
      return (await abortable(renewing, signal)) ?? (await get(context))
    } catch (thrown) {
      if (held === known && life.isGood && !signal.aborted) return known
      throw thrown
    }
  }

  function reject(refused: number): void {
    if (held?.generation !== refused) return
    held = null
    reason = 'rejected'
  }

  function reset(): void {
    renewal?.controller.abort(new DOMException('The credentials have changed.', 'AbortError'))
    held = null
    renewal = null
    pause = null
    failures = 0
    reason = 'initial'
    status.update({ state: 'none', expiresAt: null })
  }

  /** Single flight: whoever asks meanwhile gets the same answer. */
  async function renew(
    why: 'initial' | 'expiring' | 'rejected',
    context: CredentialsContext,
  ): Promise<Held | null> {
    if (renewal) return renewal.done
    const left = pause ? pause.until - context.clock.elapsed() : 0
    if (pause && left > 0) throw postponed(pause.error, left)
    const controller = new AbortController()
    const own: Renewal = { controller, done: ask(why, context, () => renewal === own, controller) }
    renewal = own
    return own.done
  }

  async function ask(
    why: 'initial' | 'expiring' | 'rejected',
    { clock, serverClock, notice }: CredentialsContext,
    isCurrent: () => boolean,
    { signal }: AbortController,
  ): Promise<Held | null> {
    // One turn later, so that whoever started this knows of it before it ends.
    await Promise.resolve()
    status.update({ state: 'renewing' })
    let read: ReadCredentials
    try {
      const answer = await withDeadline({ clock, limit: answerLimit, signal }, (both) =>
        getCredentials(why, both),
      )
      read = readCredentials(answer, { allowPermanentKey })
    } catch (thrown) {
      if (!isCurrent()) return null
      throw postpone(toCredentialsError(thrown), clock)
    }
    if (!isCurrent()) return null
    const { serverTime, ...set } = read
    if (serverTime !== null) serverClock.learn(serverTime, clock)
    const replaced = generation > 0
    generation += 1
    const fresh: Held = { ...set, generation, receivedAt: clock.now() }
    held = fresh
    reason = 'initial'
    renewal = null
    pause = null
    failures = 0
    status.update({
      state: 'ready',
      expiresAt: Number.isFinite(set.expiresAt) ? set.expiresAt - (serverClock.offset ?? 0) : null,
      renewedAt: clock.now(),
      renewals: generation - 1,
    })
    if (replaced) notice?.({ type: 'credentialsRenewed' })
    return fresh
  }

  /** Remembers the failure: the application is not asked again before the pause is over. */
  function postpone(error: UploadError, clock: Clock): UploadError {
    const isSignedOut = error.code === 'signed-out'
    failures += 1
    const wait = Math.min(longestPause, firstPause * 2 ** (failures - 1))
    renewal = null
    pause = { until: clock.elapsed() + (isSignedOut ? signedOutPause : wait), error }
    if (isSignedOut) held = null
    status.update(isSignedOut ? { state: 'signed-out', expiresAt: null } : { state: 'unavailable' })
    return error
  }
}

/**
 * How far these credentials are from their end. What seems to have expired when it came cannot be
 * judged with the clock as known: it is used until OSS refuses it, and never renewed in a loop.
 */
function lifeOf(
  { expiresAt, receivedAt }: Held,
  { clock, serverClock }: Pick<CredentialsContext, 'clock' | 'serverClock'>,
): { readonly isDue: boolean; readonly isComfortable: boolean; readonly isGood: boolean } {
  const whole = expiresAt - (receivedAt + (serverClock.offset ?? 0))
  const left = expiresAt - serverClock.now(clock)
  const lead = Math.min(5 * minute, whole * 0.2)
  const isDue = whole > 0 && left <= lead
  return { isDue, isComfortable: left > lead / 2, isGood: left > 0 }
}

/** Whatever the application threw, `AbortError` included, is a reason to wait and ask again. */
function toCredentialsError(thrown: unknown): UploadError {
  if (thrown instanceof UploadError && passesThrough.has(thrown.code)) return thrown
  const why = thrown instanceof Error ? thrown.message : String(thrown)
  return new UploadError(
    'credentials-unavailable',
    `No new credentials: ${why || 'the request failed'}. The application is asked again in a moment.`,
    { cause: thrown },
  )
}

const passesThrough: ReadonlySet<string> = new Set([
  'signed-out',
  'misconfigured',
  'credentials-unavailable',
])

/** The last failure once more, with the time that is left to wait. */
function postponed(error: UploadError, left: number): UploadError {
  const { code, message } = error
  return new UploadError(code, message, {
    cause: error,
    ...(code !== 'signed-out' && { retryAfter: left }),
  })
}
