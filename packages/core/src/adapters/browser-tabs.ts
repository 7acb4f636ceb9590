import type { TabMessage, Tabs } from '../ports/tabs.ts'
import { createId } from './browser-environment.ts'
import { createLeasePresence } from './lease-presence.ts'
import { createLeaseStore } from './lease-store.ts'
import type { PresenceMessage } from './message-presence.ts'
import { parseTabMessage } from './parse-tab-message.ts'
import { createLockPresence, type TabPresence } from './tab-presence.ts'

export interface BrowserTabsOptions {
  /** User and tenant: tabs of another scope neither hear nor see this one. */
  readonly scope: string
  /** @default `navigator.locks`; `null` where there is none, as on plain http */
  readonly locks?: LockManager | null
  /** Without locks, how long a tab whose lease has ended may take to answer, in ms. @default 1 second */
  readonly patience?: number
  /** Without locks, how often a tab renews its lease, in ms. @default 5 seconds */
  readonly renewEvery?: number
}

/**
 * Tabs found by Web Locks, or by leases where there are none, and told by `BroadcastChannel`; nothing
 * of the browser is touched before it is used.
 */
export function createBrowserTabs(options: BrowserTabsOptions): Tabs {
  const { scope, locks, patience = 1_000, renewEvery } = options
  const id = createId()
  const listeners = new Set<(message: TabMessage | PresenceMessage) => void>()
  let left = new AbortController()
  /** Between leaving and joining again the page is away: it tells nothing. */
  let isAway = false
  let channel: BroadcastChannel | undefined
  let presence: TabPresence | undefined
  let joining: Promise<void> | undefined

  function connect(): BroadcastChannel | undefined {
    if (channel || isAway) return channel
    channel = new BroadcastChannel(`resumable-upload:${scope}`)
    channel.addEventListener('message', ({ data }) => {
      const message = parseTabMessage(data)
      if (message) for (const listener of listeners) listener(message)
    })
    return channel
  }

  function post(message: TabMessage | PresenceMessage): void {
    connect()?.postMessage(message)
  }

  function subscribe(listener: (message: TabMessage | PresenceMessage) => void): () => void {
    connect()
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  function findPresence(): TabPresence {
    const manager = locks === undefined ? platformLocks() : locks
    presence ??= manager
      ? createLockPresence(manager, scope)
      : createLeasePresence({
          leases: createLeaseStore(scope),
          ...(renewEvery !== undefined && { renewEvery }),
          post,
          patience,
          subscribe: (listener) =>
            subscribe((message) => {
              if (isPresence(message)) listener(message)
            }),
        })
    return presence
  }

  return {
    id,
    join: () => {
      isAway = false
      connect()
      joining ??= findPresence().announce(id, left.signal)
      return joining
    },
    isAlive: async (owner) => (owner === id ? !isAway : findPresence().isAlive(owner)),
    untilGone: (owner, signal) => findPresence().untilGone(owner, signal),
    post,
    subscribe: (listener) =>
      subscribe((message) => {
        if (!isPresence(message)) listener(message)
      }),
    leave() {
      left.abort()
      left = new AbortController()
      joining = undefined
      isAway = true
      channel?.close()
      channel = undefined
    },
  }
}

/** Web Locks exist in secure contexts only. */
function platformLocks(): LockManager | null {
  return (navigator.locks as LockManager | undefined) ?? null
}

function isPresence(message: TabMessage | PresenceMessage): message is PresenceMessage {
  return message.type === 'areYouThere' || message.type === 'here' || message.type === 'gone'
}
