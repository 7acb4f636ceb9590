export interface TaskTimes {
  /** Milliseconds of the longest task on the main thread; 0 when none took 50. */
  readonly longestTask: number
  /** What every task took beyond 50 milliseconds, in all. */
  readonly blockingTime: number
}

/** Watches the main thread from now on. */
export function watchTasks(): () => TaskTimes {
  const lengths: number[] = []
  const take = (entries: PerformanceEntryList): void =>
    entries.forEach(({ duration }) => void lengths.push(duration))
  const observer = new PerformanceObserver((list) => take(list.getEntries()))
  observer.observe({ type: 'longtask' })
  return () => {
    take(observer.takeRecords())
    observer.disconnect()
    return {
      longestTask: Math.max(0, ...lengths),
      blockingTime: lengths.reduce((sum, length) => sum + length - 50, 0),
    }
  }
}
