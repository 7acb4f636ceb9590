import type { SettledNews, Settlement } from './run.ts'
import { Wakeup } from './wakeup.ts'

/** How uploads ended in other tabs, kept for those that ask later. */
export class TabNews implements SettledNews {
  readonly #settled = new Map<string, Settlement>()
  readonly #waiting = new Map<string, Wakeup>()

  of(id: string): Settlement | undefined {
    return this.#settled.get(id)
  }

  settle(id: string, settlement: Settlement): void {
    this.#settled.set(id, settlement)
    this.#waiting.get(id)?.wake()
    this.#waiting.delete(id)
  }

  async next(id: string, signal: AbortSignal): Promise<void> {
    const wakeup = this.#waiting.get(id) ?? new Wakeup()
    this.#waiting.set(id, wakeup)
    await wakeup.next(signal)
  }
}
