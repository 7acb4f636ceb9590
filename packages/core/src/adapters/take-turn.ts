/**
 * Takes an exclusive lock. Resolves with how to give it back; after `longest` milliseconds without
 * it, for others may hang. Rejects with the signal's reason when aborted.
 */
export function takeTurn(
  locks: LockManager,
  name: string,
  { signal, longest }: { readonly signal: AbortSignal; readonly longest: number },
): Promise<() => void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const waiting = new AbortController()
    const stop = (): void => waiting.abort()
    const timer = setTimeout(stop, longest)
    signal.addEventListener('abort', stop, { once: true })
    const settle = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    }
    const hold = (): Promise<void> =>
      new Promise((release) => {
        settle()
        resolve(release)
      })
    locks.request(name, { signal: waiting.signal }, hold).catch(() => {
      settle()
      if (signal.aborted) reject(signal.reason)
      else resolve(() => {})
    })
  })
}
