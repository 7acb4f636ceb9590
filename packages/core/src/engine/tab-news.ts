import type { TabMessage, Tabs } from '../ports/tabs.ts'
import type { SettledNews, Settlement } from './run.ts'
import { Wakeup } from './wakeup.ts'

/** What other tabs said, kept for those that ask later. */
export class TabNews implements SettledNews {
  readonly #tabs: Tabs
  readonly #onMessage: (message: TabMessage) => void
  readonly #settled = new Map<string, Settlement>()
  readonly #wakeup = new Wakeup()
  #stop: (() => void) | null = null

  constructor(tabs: Tabs, onMessage: (message: TabMessage) => void) {
    this.#tabs = tabs
    this.#onMessage = onMessage
  }

  /** Begins to listen: at the first use, since a server that renders the page has no tabs. */
  listen(): void {
    this.#stop ??= this.#tabs.subscribe((message) => {
      if (message.type === 'settled') this.#settled.set(message.id, { object: message.object })
      this.#onMessage(message)
      this.#wakeup.wake()
    })
  }

  stop(): void {
    this.#stop?.()
    this.#stop = null
  }

  of(id: string): Settlement | undefined {
    return this.#settled.get(id)
  }

  next(signal: AbortSignal): Promise<void> {
    return this.#wakeup.next(signal)
  }
}
