import { remedyFor } from '../../model/upload-error.ts'
import { progressOf, type UploadSnapshot } from '../../model/upload-phase.ts'
import type { MemoryObject } from '../memory-bucket.ts'
import type { ObjectHistory } from './object-history.ts'
import type { FileContent } from './shelf.ts'
import { secret } from './simulated-network.ts'
import type { Handle } from './simulated-page.ts'
import type { WatchedWorld } from './world.ts'

/** Bytes of a snapshot as JSON. */
const largestSnapshot = 1_000

/** How long an upload may be without progress before it may say that it failed, in milliseconds. */
const patience = 30 * 60_000

/** Looks at everything that one upload shows on one page. */
export class UploadWatch {
  readonly #world: WatchedWorld
  readonly #handle: Handle
  readonly #history: ObjectHistory
  #seen: UploadSnapshot
  /** When the upload last moved, and how long the machine had slept by then. */
  #moved = { at: 0, slept: 0 }

  constructor(world: WatchedWorld, handle: Handle, history: ObjectHistory) {
    this.#world = world
    this.#handle = handle
    this.#history = history
    this.#seen = handle.upload.getSnapshot()
    this.#noteMovement()
  }

  /** Resolves what changed, in words; `null` when people would not notice. */
  look(): string | null {
    const before = this.#seen
    const now = this.#handle.upload.getSnapshot()
    if (now === before) return null
    this.#seen = now
    this.#checkShape(now)
    this.#checkProgress(before, now)
    if (now.sentBytes > before.sentBytes || now.storedParts > before.storedParts)
      this.#noteMovement()
    if (now.status === before.status) return null
    if (now.status === 'preparing') this.#noteMovement()
    if (now.status === 'done') this.#checkObject(now)
    if (now.status === 'failed') this.#checkPatience(now)
    const why = now.status === 'failed' ? ` (${now.error.code})` : ''
    return `“${now.file.name}” is ${now.status}${why}`
  }

  #noteMovement(): void {
    this.#moved = { at: this.#world.clock.elapsed(), slept: this.#world.slept }
  }

  #checkShape(snapshot: UploadSnapshot): void {
    const { verdict } = this.#world
    const json = JSON.stringify(snapshot)
    verdict.holds(json.length < largestSnapshot, 'snapshots are small', () => json)
    verdict.holds(!json.includes(secret), 'no secret is shown', () => json)
    try {
      structuredClone(snapshot)
    } catch (thrown) {
      verdict.broken('snapshots can be cloned', String(thrown))
    }
  }

  #checkProgress(before: UploadSnapshot, now: UploadSnapshot): void {
    const { verdict } = this.#world
    const [from, to] = [progressOf(before), progressOf(now)]
    verdict.holds(to >= from, 'progress never goes back', () => `${from} became ${to}.`)
    verdict.holds(
      to < 1 || now.status === 'done',
      'progress is 1 only when done',
      () => `Progress is ${to} while ${now.status}.`,
    )
    const isAtRest = now.status === 'done' || now.status === 'canceled' || now.status === 'failed'
    verdict.holds(
      !isAtRest || (now.waitingFor === null && now.rate === null) || now.status !== before.status,
      'who rests waits for nothing',
      () => `A ${now.status} upload waits for ${now.waitingFor} at ${now.rate} bytes a second.`,
    )
  }

  /** The object is there as reported, and it is the file that was chosen. */
  #checkObject({ object, file }: UploadSnapshot & { readonly status: 'done' }): void {
    const { verdict, settings } = this.#world
    const { page, answersFor } = this.#handle
    const found = this.#history
      .versions(page.storage, object.key)
      .find(
        ({ crc64, etag, bytes }) =>
          crc64 === object.crc64 &&
          bytes.length === object.size &&
          (object.etag === null || object.etag === etag),
      )
    // The storage shows this page nothing to compare a whole file by, and the page says so.
    if (!found && object.verified === 'none' && settings.hidden === 'both') return
    if (!found)
      return verdict.broken(
        'done means that the object is there',
        `${page.id} calls “${file.name}” done, but ${object.key} was never stored like that.`,
      )
    verdict.holds(
      answersFor.size === 0 || [...answersFor].some((content) => isSame(found, content)),
      'done means the file that was chosen',
      () =>
        `${page.id} calls “${file.name}” done with other bytes than those of ` +
        `${[...answersFor].map(({ label }) => label).join(' or ')}.`,
    )
  }

  #checkPatience({ error, file }: UploadSnapshot & { readonly status: 'failed' }): void {
    const { verdict, clock, slept } = this.#world
    const remedy = remedyFor(error.code)
    const waited = clock.elapsed() - this.#moved.at - (slept - this.#moved.slept)
    verdict.holds(
      remedy !== 'retry' || waited >= patience,
      'what may heal is given time to',
      () => `“${file.name}” failed with ${error.code} after ${waited} ms awake without progress.`,
    )
    verdict.holds(
      remedy !== 'wait',
      'who is signed out waits',
      () => `“${file.name}” failed with ${error.code}.`,
    )
  }
}

export function isSame({ bytes }: Pick<MemoryObject, 'bytes'>, content: FileContent): boolean {
  const chosen = content.bytes
  if (bytes.length !== chosen.length) return false
  // A plain loop: hundreds of thousands of bytes are compared in every run.
  for (let index = 0; index < chosen.length; index += 1)
    if (bytes[index] !== chosen[index]) return false
  return true
}
