const intervalMs = 500

/** Calls back once when the process that started this one is gone: another process is its parent from then on. */
export function watchParent(onGone: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onGone()
  }, intervalMs)
  timer.unref()
}
