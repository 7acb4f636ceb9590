/** Runs actions of the same key one after the other, in the order they were asked for. */
export interface KeyedLock {
  run<Result>(key: string, action: () => Promise<Result>): Promise<Result>
}

export function createKeyedLock(): KeyedLock {
  const tails = new Map<string, Promise<unknown>>()

  return {
    async run(key, action) {
      const turn = (tails.get(key) ?? Promise.resolve()).then(action)
      const tail = turn.catch(() => undefined)
      tails.set(key, tail)
      try {
        return await turn
      } finally {
        if (tails.get(key) === tail) tails.delete(key)
      }
    },
  }
}
