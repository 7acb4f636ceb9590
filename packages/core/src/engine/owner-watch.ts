import { untilAborted } from './linked-abort.ts'
import type { Shared } from './shared.ts'

/** Waits for other tabs to go; once for each tab, however many uploads it drives. */
export class OwnerWatch {
  readonly #tabs: Shared['tabs']
  readonly #waits = new Map<string, Promise<void>>()
  #presence = new AbortController()

  constructor({ tabs }: Pick<Shared, 'tabs'>) {
    this.#tabs = tabs
  }

  untilGone(owner: string, signal: AbortSignal): Promise<void> {
    return untilAborted(this.#waits.get(owner) ?? this.#begin(owner), signal)
  }

  /** Lets go of everything that it holds in the browser. */
  stop(reason: Error): void {
    this.#presence.abort(reason)
    this.#presence = new AbortController()
    this.#waits.clear()
  }

  #begin(owner: string): Promise<void> {
    const wait = this.#tabs.untilGone(owner, this.#presence.signal)
    const end = () => {
      if (this.#waits.get(owner) === wait) this.#waits.delete(owner)
    }
    wait.then(end, end)
    this.#waits.set(owner, wait)
    return wait
  }
}
