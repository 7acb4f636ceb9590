/** Tells whether another uploader of the scope still lives. */
export interface TabPresence {
  /** Shows this uploader as alive until the signal is aborted. */
  announce(id: string, signal: AbortSignal): Promise<void>
  isAlive(id: string): Promise<boolean>
  /** Rejects with the signal's reason when aborted. */
  untilGone(id: string, signal: AbortSignal): Promise<void>
}

/** Exact: the browser frees a Web Lock the moment its tab dies. */
export function createLockPresence(locks: LockManager, scope: string): TabPresence {
  const lockName = (id: string): string => `resumable-upload:${scope}:tab:${id}`

  return {
    announce: (id, signal) =>
      new Promise((resolve, reject) => {
        const held = async (): Promise<void> => {
          resolve()
          await whenAborted(signal)
        }
        locks.request(lockName(id), held).catch(reject)
      }),
    // Shared, so that two tabs that look at the same moment do not take each other for the owner.
    isAlive: async (id) =>
      locks.request(lockName(id), { mode: 'shared', ifAvailable: true }, (lock) => lock === null),
    untilGone: async (id, signal) => {
      try {
        await locks.request(lockName(id), { mode: 'shared', signal }, () => undefined)
      } finally {
        // Older browsers reject with an error of their own instead of the reason.
        signal.throwIfAborted()
      }
    },
  }
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
