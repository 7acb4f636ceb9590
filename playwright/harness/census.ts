import type { Page, Worker } from '@playwright/test'

/** How many of each are alive, in a page and its workers together. */
export interface Census {
  readonly requests: number
  readonly slices: number
  readonly transactions: number
  readonly workers: number
  readonly listeners: number
  readonly timers: number
  readonly locks: number
  /** Of the page's heap, after the garbage was collected. */
  readonly heapBytes: number
}

/** Flags of the browser that a census needs. */
export const censusFlags: readonly string[] = [
  '--js-flags=--expose-gc',
  '--enable-precise-memory-info',
]

/** Counts from the page's next navigation on. */
export async function startCensus(page: Page): Promise<() => Promise<Census>> {
  const workers = new Set<Worker>()
  page.on('worker', (worker) => {
    workers.add(worker)
    worker.on('close', () => workers.delete(worker))
    // One that ends at once counts for nothing.
    worker.evaluate(count).catch(() => workers.delete(worker))
  })
  await page.addInitScript(count)

  return async () => {
    const main = await page.evaluate(take)
    const others = await Promise.all([...workers].map((worker) => worker.evaluate(take)))
    const sum = (read: (taken: Census) => number): number =>
      [main, ...others].reduce((total, taken) => total + read(taken), 0)
    return {
      requests: sum(({ requests }) => requests),
      slices: sum(({ slices }) => slices),
      transactions: sum(({ transactions }) => transactions),
      workers: main.workers,
      listeners: sum(({ listeners }) => listeners),
      timers: sum(({ timers }) => timers),
      locks: main.locks,
      heapBytes: main.heapBytes,
    }
  }
}

/** Runs in the page or a worker: what is born is counted, what dies is taken off. */
function count(): void {
  const alive = { requests: 0, slices: 0, transactions: 0, workers: 0, listeners: 0, timers: 0 }
  Reflect.set(globalThis, 'census', alive)

  type Kind = keyof typeof alive
  const graves = new FinalizationRegistry<Kind>((kind) => (alive[kind] -= 1))
  const born = (thing: object, kind: Kind): void => {
    alive[kind] += 1
    graves.register(thing, kind)
  }
  const watchClass = (name: string, kind: Kind): void => {
    const original: unknown = Reflect.get(globalThis, name)
    if (typeof original !== 'function') return
    const construct = (
      target: typeof original,
      values: unknown[],
      made: typeof original,
    ): object => {
      const thing: object = Reflect.construct(target, values, made)
      born(thing, kind)
      return thing
    }
    Reflect.set(globalThis, name, new Proxy(original, { construct }))
  }
  const watchMethod = (owner: object, name: string, kind: Kind): void => {
    const original: unknown = Reflect.get(owner, name)
    if (typeof original !== 'function') return
    const apply = (target: typeof original, self: unknown, values: unknown[]): unknown => {
      const thing: object = Reflect.apply(target, self, values)
      born(thing, kind)
      return thing
    }
    Reflect.set(owner, name, new Proxy(original, { apply }))
  }
  watchClass('XMLHttpRequest', 'requests')
  watchClass('Worker', 'workers')
  watchMethod(Blob.prototype, 'slice', 'slices')
  watchMethod(IDBDatabase.prototype, 'transaction', 'transactions')

  // Listeners die with their target, or one by one.
  // oxlint-disable-next-line typescript/unbound-method -- Called with a target of its own below.
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype
  /** By listener: what ends the watch over it, by type and phase. */
  type Known = WeakMap<object, Map<string, AbortController>>
  const held = new WeakMap<EventTarget, { known: Known; tally: { n: number } }>()
  const targets = new FinalizationRegistry<{ n: number }>(({ n }) => (alive.listeners -= n))
  const keyOf = (type: string, options: unknown): string =>
    `${type} ${String(typeof options === 'object' && options ? Reflect.get(options, 'capture') === true : options === true)}`
  const drop = (target: EventTarget, key: string, listener: object): void => {
    const own = held.get(target)
    const watch = own?.known.get(listener)?.get(key)
    if (!own || !watch) return
    own.known.get(listener)?.delete(key)
    // Or the watch over a listener that was removed would hold it as long as its target lives.
    watch.abort()
    own.tally.n -= 1
    alive.listeners -= 1
  }
  EventTarget.prototype.addEventListener = function (type, listener, options): void {
    const target = this ?? globalThis
    if (listener) {
      const key = keyOf(type, options)
      let own = held.get(target)
      if (!own) {
        own = { known: new WeakMap(), tally: { n: 0 } }
        held.set(target, own)
        targets.register(target, own.tally)
      }
      const keys = own.known.get(listener) ?? new Map<string, AbortController>()
      own.known.set(listener, keys)
      if (!keys.has(key)) {
        const watch = new AbortController()
        keys.set(key, watch)
        own.tally.n += 1
        alive.listeners += 1
        if (typeof options === 'object') {
          const forget = (): void => drop(target, key, listener)
          const whileWatched = { once: true, signal: watch.signal }
          if (options.once) add.call(target, type, forget, whileWatched)
          if (options.signal) add.call(options.signal, 'abort', forget, whileWatched)
        }
      }
    }
    add.call(target, type, listener, options)
  }
  EventTarget.prototype.removeEventListener = function (type, listener, options): void {
    const target = this ?? globalThis
    if (listener) drop(target, keyOf(type, options), listener)
    remove.call(target, type, listener, options)
  }

  const running = new Set<unknown>() // Of ids; nobody here passes arguments to a timer's work.
  for (const [set, clear, repeats] of [
    ['setTimeout', 'clearTimeout', false],
    ['setInterval', 'clearInterval', true],
  ] as const) {
    const { [set]: start, [clear]: stop } = globalThis
    Reflect.set(globalThis, set, (work: () => void, delay: number): unknown => {
      const id = start(() => {
        if (!repeats) running.delete(id)
        alive.timers = running.size
        work()
      }, delay)
      running.add(id)
      alive.timers = running.size
      return id
    })
    Reflect.set(globalThis, clear, (id: number): void => {
      running.delete(id)
      alive.timers = running.size
      stop(id)
    })
  }
}

/** Runs in the page or a worker, once the dead are buried. */
async function take(): Promise<Census> {
  const collect: unknown = Reflect.get(globalThis, 'gc')
  for (let round = 0; round < 3; round += 1) {
    // In a task of its own: what the stack seems to hold would stay, one request or hundreds.
    const whole = { type: 'major', execution: 'async' }
    if (typeof collect === 'function') await Reflect.apply(collect, globalThis, [whole])
    await new Promise((resolve) => nextTask(() => resolve(undefined)))
  }
  const { held = [], pending = [] } = await navigator.locks.query()
  const memory: unknown = Reflect.get(performance, 'memory')
  const heap: unknown =
    typeof memory === 'object' && memory && Reflect.get(memory, 'usedJSHeapSize')
  const alive: Omit<Census, 'locks' | 'heapBytes'> = Reflect.get(globalThis, 'census')
  return { ...alive, locks: held.length + pending.length, heapBytes: Number(heap ?? 0) }

  /** The registries report in tasks of their own. A message is a task, and no timer of the census. */
  function nextTask(resolve: () => void): void {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  }
}
