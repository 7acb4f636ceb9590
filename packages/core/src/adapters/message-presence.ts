import type { TabPresence } from './tab-presence.ts'

/** Questions that every uploader hears and only the one that is meant answers. */
export type PresenceMessage =
  | { readonly type: 'areYouThere'; readonly id: string }
  | { readonly type: 'here'; readonly id: string }
  | { readonly type: 'gone'; readonly id: string }

export interface PresenceChannel {
  readonly post: (message: PresenceMessage) => void
  readonly subscribe: (listener: (message: PresenceMessage) => void) => () => void
  /** How long a living tab may take to answer, in milliseconds. Hidden tabs answer too. */
  readonly patience: number
}

/**
 * For plain http, where there are no Web Locks: asks, and takes silence for absence. A tab that is
 * frozen or busy for longer counts as gone; two tabs may then send the same parts, which costs
 * bytes and never a wrong object.
 */
export function createMessagePresence({ post, subscribe, patience }: PresenceChannel): TabPresence {
  /** Resolves with whether the message came in time. */
  function hear(
    wanted: PresenceMessage,
    time: number,
    signal: AbortSignal | null = null,
  ): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer)
        stop()
        signal?.removeEventListener('abort', abort)
      }
      const settle = (heard: boolean): void => {
        end()
        resolve(heard)
      }
      const abort = (): void => {
        end()
        reject(signal?.reason)
      }
      const timer = setTimeout(() => settle(false), time)
      const stop = subscribe(({ type, id }) => {
        if (type === wanted.type && id === wanted.id) settle(true)
      })
      signal?.addEventListener('abort', abort, { once: true })
    })
  }

  async function isAlive(id: string): Promise<boolean> {
    const answered = hear({ type: 'here', id }, patience)
    post({ type: 'areYouThere', id })
    return answered
  }

  return {
    announce: async (id, signal) => {
      const stop = subscribe((message) => {
        if (message.type === 'areYouThere' && message.id === id) post({ type: 'here', id })
      })
      const leave = (): void => {
        stop()
        post({ type: 'gone', id })
      }
      signal.addEventListener('abort', leave, { once: true })
    },
    isAlive,
    untilGone: async (id, signal) => {
      signal.throwIfAborted()
      while (await isAlive(id)) {
        signal.throwIfAborted()
        // Asked again and again, because a tab that crashed says no word.
        if (await hear({ type: 'gone', id }, 2 * patience, signal)) break
      }
      signal.throwIfAborted()
    },
  }
}
