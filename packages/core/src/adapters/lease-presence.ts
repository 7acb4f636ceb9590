import type { LeaseStore } from './lease-store.ts'
import {
  createMessagePresence,
  type PresenceChannel,
  type PresenceMessage,
} from './message-presence.ts'
import type { TabPresence } from './tab-presence.ts'

export interface LeasePresenceOptions extends PresenceChannel {
  readonly leases: LeaseStore
  /** How often a tab renews its lease, in milliseconds. @default 5 seconds */
  readonly renewEvery?: number
}

/** A lease that was not renewed this many times in a row has ended. */
const missedRenewals = 3

/**
 * For plain http, where there are no Web Locks: a tab lives while its lease in the database is
 * fresh, however busy it is. One whose lease is old is asked, because browsers slow the timers of
 * hidden tabs down to one a minute and deliver messages all the same; only then silence counts.
 */
export function createLeasePresence(options: LeasePresenceOptions): TabPresence {
  const { leases, post, subscribe, patience, renewEvery = 5_000 } = options
  const messages = createMessagePresence({ post, subscribe, patience })
  /** Those that said good-bye: their lease may be fresh still. */
  const gone = new Set<string>()
  subscribe((message) => listen(message))

  function listen({ type, id }: PresenceMessage): void {
    if (type === 'gone') gone.add(id)
    if (type === 'here') gone.delete(id)
  }

  async function isAlive(id: string): Promise<boolean> {
    if (gone.has(id)) return false
    return (await isFresh(id)) || (!gone.has(id) && (await messages.isAlive(id)))
  }

  async function isFresh(id: string): Promise<boolean> {
    const renewedAt = await within(patience, leases.read(id))
    const age = renewedAt === null ? Infinity : Date.now() - renewedAt
    // A lease from the future was written before somebody set the clock.
    return age >= 0 && age <= missedRenewals * renewEvery
  }

  return {
    async announce(id, signal) {
      await messages.announce(id, signal)
      post({ type: 'here', id })
      // Without a database the answers to questions have to do.
      const renew = (): Promise<unknown> => within(patience, leases.renew(id, Date.now()))
      await renew()
      const timer = setInterval(() => void renew(), renewEvery)
      const farewell = (): void => post({ type: 'gone', id })
      addEventListener('pagehide', farewell)
      const leave = (): void => {
        clearInterval(timer)
        removeEventListener('pagehide', farewell)
        void within(patience, leases.end(id)).then(() => leases.close())
      }
      if (signal.aborted) leave()
      else signal.addEventListener('abort', leave, { once: true })
    },
    isAlive,
    async untilGone(id, signal) {
      signal.throwIfAborted()
      while (await isAlive(id)) {
        signal.throwIfAborted()
        await farewellOf(id, signal)
      }
      signal.throwIfAborted()
    },
  }

  /** Until it says good-bye, or it is time to look again. */
  function farewellOf(wanted: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer)
        stop()
        signal.removeEventListener('abort', abort)
      }
      const abort = (): void => {
        end()
        reject(signal.reason)
      }
      const settle = (): void => {
        end()
        resolve()
      }
      const timer = setTimeout(settle, renewEvery)
      const stop = subscribe(({ type, id }) => {
        if (type === 'gone' && id === wanted) settle()
      })
      signal.addEventListener('abort', abort, { once: true })
    })
  }
}

/** `null` for what fails or takes too long: leases are worth no waiting. */
async function within<Value>(time: number, work: Promise<Value>): Promise<Value | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), time)
    const settle = (value: Value | null): void => {
      clearTimeout(timer)
      resolve(value)
    }
    work.then(settle, () => settle(null))
  })
}
