/**
 * Keeps the screen on until the end. A browser lets go of it when the page is hidden: it is asked for
 * again when somebody comes back. Where it is refused, nothing is lost.
 */
export function keepAwake(): { readonly end: () => void } {
  const over = new AbortController()
  let lock: WakeLockSentinel | undefined

  async function take(): Promise<void> {
    if (document.visibilityState !== 'visible' || lock?.released === false) return
    const taken = await navigator.wakeLock?.request('screen').catch(() => undefined)
    if (over.signal.aborted) await taken?.release()
    else lock = taken
  }

  void take()
  document.addEventListener('visibilitychange', () => void take(), { signal: over.signal })
  return {
    end() {
      over.abort()
      void lock?.release()
    },
  }
}
