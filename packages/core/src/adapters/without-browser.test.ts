import { describe, expect, it } from 'vitest'

const browserGlobals = [
  'indexedDB',
  'IDBKeyRange',
  'XMLHttpRequest',
  'Worker',
  'BroadcastChannel',
  'navigator',
  'location',
  'addEventListener',
  'crypto',
  'WebAssembly',
]

describe('the browser entry', () => {
  it('loads and builds everything without touching a browser global', async () => {
    const touched: string[] = []
    const restore = browserGlobals.map((name) => watch(name, () => touched.push(name)))

    const browser = await import('../browser.ts')
    browser.createBrowserEnvironment()
    browser.createMemoryJournal()
    browser.forgivingJournal(browser.createIndexedDbJournal('scope')).close()
    browser.createWorkerNetwork().close()

    for (const undo of restore) undo()
    expect(touched).toEqual([])
  })

  it('says in Node that nothing is remembered, and goes on', async () => {
    const { createIndexedDbJournal, forgivingJournal } = await import('../browser.ts')
    const journal = forgivingJournal(createIndexedDbJournal('scope'))

    expect(await journal.list('storage')).toEqual([])

    expect(journal.availability).toBe('unavailable')
  })

  it('counts a platform that says nothing of its network as online', async () => {
    const { browserConnectivity } = await import('../browser.ts')

    expect(browserConnectivity.isOnline()).toBe(true)
  })
})

/** Tells of every look at a global, which keeps its value. */
function watch(name: string, onTouch: () => void): () => void {
  const before = Object.getOwnPropertyDescriptor(globalThis, name)
  const value: unknown = Reflect.get(globalThis, name)
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get: () => {
      onTouch()
      return value
    },
  })
  return () => {
    if (before) Object.defineProperty(globalThis, name, before)
    else Reflect.deleteProperty(globalThis, name)
  }
}
