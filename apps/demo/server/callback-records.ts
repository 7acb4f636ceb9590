/** That OSS told of an object, and when. */
export interface CallbackRecord {
  readonly key: string
  /** ISO 8601 UTC. */
  readonly at: string
}

/** In memory: your database goes here. */
export interface CallbackRecords {
  /** A second word on the same object takes the place of the first. */
  add(key: string): void
  /** Of the objects under this prefix, in the order that OSS told of them. */
  under(prefix: string): readonly CallbackRecord[]
}

/** The latest thousand. */
export function createCallbackRecords(now: () => number = Date.now): CallbackRecords {
  const records = new Map<string, CallbackRecord>()
  return {
    add(key) {
      records.delete(key)
      records.set(key, { key, at: new Date(now()).toISOString() })
      const [oldest] = records.keys()
      if (records.size > 1000 && oldest !== undefined) records.delete(oldest)
    },
    under: (prefix) => [...records.values()].filter(({ key }) => key.startsWith(prefix)),
  }
}
