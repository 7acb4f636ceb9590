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

/** Asks tabs whether they are there: all that live answer, hidden ones too, unless they are busy. */
export function createMessagePresence({
  post,
  subscribe,
  patience,
}: PresenceChannel): Pick<TabPresence, 'announce' | 'isAlive'> {
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
    isAlive: (wanted) =>
      new Promise((resolve) => {
        const settle = (isAlive: boolean): void => {
          clearTimeout(timer)
          stop()
          resolve(isAlive)
        }
        const timer = setTimeout(() => settle(false), patience)
        const stop = subscribe(({ type, id }) => {
          if (type === 'here' && id === wanted) settle(true)
        })
        post({ type: 'areYouThere', id: wanted })
      }),
  }
}
