import {
  type Clock,
  type Observable,
  type StorageNotice,
  UploadError,
} from '@resumable-upload/core'
import { createStatusCell, type CredentialsStatus, type StatusCell } from './credentials-status.ts'
import { type CredentialsAnswer, readCredentials } from './read-credentials.ts'
import { toCredentialsError, postponed } from './credentials-error.ts'
import { isWorthSharing, lifeOf, type Received } from './credentials-life.ts'
import type { ServerClock } from './server-clock.ts'
import {
  askNeighbours,
  type CredentialsSharing,
  type SharedCredentials,
} from './shared-credentials.ts'
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
  /**
   * Ask other tabs of the same scope before the application, and answer theirs. Turn it off where
   * one scope holds several roles for the same bucket. @default true
   */
  readonly share?: boolean
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
  readonly sharing?: CredentialsSharing
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
interface Held extends CredentialSet, Received {}

interface Renewal {
  /** `null` when the application changed the credentials meanwhile. */
  readonly done: Promise<Held | null>
  readonly controller: AbortController
}

/** How long the application may take to answer. */
const answerLimit = 30_000
const firstPause = 500
const longestPause = 30_000
/** Uploads that run into `signed-out` together ask the application once. */
const signedOutPause = 1000

export function createCredentials(
  options: CredentialsOptions,
  status: StatusCell = createStatusCell(),
): Credentials {
  const { getCredentials, allowPermanentKey = false, renewAhead = true } = options
  const { share = true } = options
  let held: Held | null = null
  let reason: 'initial' | 'rejected' = 'initial'
  let generation = 0
  let renewal: Renewal | null = null
  let failures = 0
  /** The key that OSS refused: no other tab's word brings it back. */
  let refused: string | null = null
  /** Somebody else may have signed in: other tabs may not know yet. */
  let trustsOthers = true
  let pause: { readonly until: number; readonly error: UploadError } | null = null

  return { status, get, reject, reset }

  async function get(context: CredentialsContext): Promise<CredentialSet> {
    const { clock, serverClock, signal } = context
    signal.throwIfAborted()
    if (share) context.sharing?.neighbours.answer(context.sharing.topic, () => toShare(context))
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

  function reject(rejected: number): void {
    if (held?.generation !== rejected) return
    refused = held.accessKeyId
    held = null
    reason = 'rejected'
  }

  function reset(): void {
    renewal?.controller.abort(new DOMException('The credentials have changed.', 'AbortError'))
    held = null
    renewal = null
    pause = null
    failures = 0
    trustsOthers = false
    reason = 'initial'
    status.update({ state: 'none', expiresAt: null })
  }

  /** Single flight: whoever asks meanwhile gets the same answer. */
  async function renew(
    why: 'initial' | 'expiring' | 'rejected',
    context: CredentialsContext,
  ): Promise<Held | null> {
    if (renewal) return renewal.done
    // Who is signed out may still be given what another tab has got meanwhile.
    const mayBeGiven = pause?.error.code === 'signed-out' && share && context.sharing
    if (!mayBeGiven) assertNotPaused(context.clock)
    const controller = new AbortController()
    const own: Renewal = { controller, done: ask(why, context, () => renewal === own, controller) }
    renewal = own
    return own.done
  }

  async function ask(
    why: 'initial' | 'expiring' | 'rejected',
    context: CredentialsContext,
    isCurrent: () => boolean,
    { signal }: AbortController,
  ): Promise<Held | null> {
    // One turn later, so that whoever started this knows of it before it ends.
    await Promise.resolve()
    const { clock } = context
    status.update({ state: 'renewing' })
    try {
      return await inTurn(context, signal, async (shared) => {
        const received = shared ?? (await askApplication(why, context, signal))
        return isCurrent() ? keep(received, context) : null
      })
    } catch (thrown) {
      if (!isCurrent()) return null
      const error = toCredentialsError(thrown)
      if (isPaused(clock)) {
        renewal = null
        status.update({ state: 'signed-out' })
        throw error
      }
      throw postpone(error, clock)
    }
  }

  function isPaused(clock: Clock): boolean {
    return pause !== null && pause.until > clock.elapsed()
  }

  function assertNotPaused(clock: Clock): void {
    if (pause && isPaused(clock)) throw postponed(pause.error, pause.until - clock.elapsed())
  }

  function keep(received: Received, { clock, serverClock, notice }: CredentialsContext): Held {
    const replaced = generation > 0
    generation += 1
    const fresh: Held = { ...received, generation }
    held = fresh
    refused = null
    trustsOthers = true
    reason = 'initial'
    renewal = null
    pause = null
    failures = 0
    const { expiresAt } = fresh
    status.update({
      state: 'ready',
      expiresAt: Number.isFinite(expiresAt) ? expiresAt - (serverClock.offset ?? 0) : null,
      renewedAt: clock.now(),
      renewals: generation - 1,
    })
    notice?.({ type: replaced ? 'credentialsRenewed' : 'credentialsReceived' })
    return fresh
  }

  /** One tab at a time, until it has kept what it got: whoever comes next is handed just that. */
  async function inTurn(
    context: CredentialsContext,
    signal: AbortSignal,
    task: (shared: Received | null) => Promise<Held | null>,
  ): Promise<Held | null> {
    const { sharing } = context
    if (!share || !sharing) return task(null)
    const { neighbours, topic } = sharing
    return neighbours.alone(topic, signal, async () => {
      const answers = trustsOthers ? await askNeighbours(sharing, signal) : []
      const fit = answers.map((one) => take(one, context)).find((one) => one !== null)
      return task(fit ?? null)
    })
  }

  async function askApplication(
    why: 'initial' | 'expiring' | 'rejected',
    { clock, serverClock }: CredentialsContext,
    signal: AbortSignal,
  ): Promise<Received> {
    assertNotPaused(clock)
    const answer = await withDeadline({ clock, limit: answerLimit, signal }, (both) =>
      getCredentials(why, both),
    )
    const { serverTime, ...set } = readCredentials(answer, { allowPermanentKey })
    if (serverTime !== null && !signal.aborted) serverClock.learn(serverTime, clock)
    return { ...set, receivedAt: clock.now() }
  }

  /** `null` for what is no better than what is here. */
  function take(shared: SharedCredentials, context: CredentialsContext): Received | null {
    const { offset, ...received } = shared
    const { clock, serverClock } = context
    if (received.accessKeyId === refused || received.accessKeyId === held?.accessKeyId) return null
    if (offset !== null && serverClock.offset === null)
      serverClock.learn(clock.now() + offset, clock)
    return isWorthSharing(received, context) ? received : null
  }

  function toShare(context: CredentialsContext): SharedCredentials | null {
    if (!held || held.securityToken === null || !isWorthSharing(held, context)) return null
    const { accessKeyId, accessKeySecret, securityToken, expiresAt, receivedAt } = held
    const { offset } = context.serverClock
    return { accessKeyId, accessKeySecret, securityToken, expiresAt, receivedAt, offset }
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
