import type { Tabs } from '../ports/tabs.ts'
import type { SettledNews, Settlement } from './run.ts'
import { Wakeup } from './wakeup.ts'

/** How uploads ended, here or in other tabs, kept until nobody asks any more. */
export class TabNews implements SettledNews {
  readonly #tabs: Pick<Tabs, 'post'>
  #hasAudience = false
  readonly #settled = new Map<string, Settlement>()
  /** Entries that were given up for one of an earlier visit. */
  readonly #replaced = new Set<string>()
  readonly #waiting = new Map<string, Wakeup>()

  constructor(tabs: Pick<Tabs, 'post'>) {
    this.#tabs = tabs
  }

  /** Nobody is told anything before somebody else was heard: each word costs half a millisecond. */
  get hasAudience(): boolean {
    return this.#hasAudience
  }

  heardSomebody(): void {
    this.#hasAudience = true
  }

  of(id: string): Settlement | undefined {
    return this.#settled.get(id)
  }

  tell(id: string, settlement: Settlement): { readonly isHeard: boolean } {
    const isHeard = this.#hasAudience
    // Who comes only now asks by itself where it finds no row.
    if (isHeard) this.#tabs.post({ type: 'settled', id, ...settlement })
    this.settle(id, settlement)
    return { isHeard }
  }

  settle(id: string, settlement: Settlement): void {
    this.#settled.set(id, settlement)
    this.#waiting.get(id)?.wake()
    this.#waiting.delete(id)
  }

  over(id: string): void {
    this.#settled.delete(id)
  }

  replace(id: string): void {
    this.#replaced.add(id)
  }

  isReplaced(id: string): boolean {
    return this.#replaced.has(id)
  }

  async next(id: string, signal: AbortSignal): Promise<void> {
    const wakeup = this.#waiting.get(id) ?? new Wakeup()
    this.#waiting.set(id, wakeup)
    await wakeup.next(signal)
  }
}
