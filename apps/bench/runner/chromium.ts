import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'

export interface Page {
  /** Evaluates in the page and waits for the promise. */
  evaluate(expression: string): Promise<unknown>
  chooseFiles(selector: string, paths: readonly string[]): Promise<void>
  /** As `evaluate`, and where the main thread spends its time meanwhile. */
  profile(expression: string): Promise<{ readonly value: unknown; readonly profile: CpuProfile }>
  /** Bytes of the page and its workers. */
  heap(): Promise<{ readonly heap: number; readonly buffers: number }>
}

/** As DevTools load it. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: {
      readonly functionName: string
      readonly url: string
      readonly lineNumber: number
    }
    readonly children?: readonly number[]
  }[]
  readonly samples: readonly number[]
  /** Microseconds between samples. */
  readonly timeDeltas: readonly number[]
}

export interface Browser {
  readonly pid: number
  readonly version: string
  open(url: string): Promise<Page>
  /** As a person does; what does not end within five seconds is killed. */
  close(): Promise<void>
  /** As a power cut does. */
  kill(): Promise<void>
}

export interface LaunchOptions {
  readonly executable: string
  /** Comes before the command. @default nothing */
  readonly entry?: readonly string[]
  readonly args: readonly string[]
  /** Folder of its profile. */
  readonly profile: string
}

/**
 * Chromium over its own pipe. Never enables the Network domain: it slows some bodies down tenfold,
 * and none of what is measured would be true.
 */
export async function launchChromium(options: LaunchOptions): Promise<Browser> {
  const { executable, entry = [], args, profile } = options
  const own = ['--headless=new', '--remote-debugging-pipe', `--user-data-dir=${profile}`, ...args]
  const [command = executable, ...rest] = entry
  const child = spawn(command, command === executable ? own : [...rest, executable, ...own], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const gone = once(child, 'exit')
  const wire = new Wire(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const { product } = await wire.call<{ product: string }>('Browser.getVersion')
  return {
    pid: child.pid ?? 0,
    version: product,
    open: (url) => openPage(wire, url),
    async close() {
      const late = setTimeout(() => child.kill('SIGKILL'), 5000)
      // It may be gone before it has answered.
      wire.call('Browser.close').catch(() => {})
      await gone
      clearTimeout(late)
    },
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

async function openPage(wire: Wire, url: string): Promise<Page> {
  const { targetId } = await wire.call<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
  })
  const { sessionId } = await wire.call<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  })
  const isolates = new Set([sessionId])
  wire.on('Target.attachedToTarget', ({ sessionId: worker }) => {
    if (typeof worker === 'string') isolates.add(worker)
  })
  wire.on('Target.detachedFromTarget', ({ sessionId: worker }) => {
    if (typeof worker === 'string') isolates.delete(worker)
  })
  await wire.call('Page.enable', {}, sessionId)
  const autoAttach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }
  await wire.call('Target.setAutoAttach', autoAttach, sessionId)
  const loaded = wire.next('Page.loadEventFired')
  await wire.call('Page.navigate', { url }, sessionId)
  await loaded

  const evaluate = async (expression: string): Promise<unknown> => {
    const answer = await wire.call<Evaluated>(
      'Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true },
      sessionId,
    )
    const { exceptionDetails, result } = answer
    if (exceptionDetails)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  return {
    evaluate,
    async chooseFiles(selector, files) {
      const expression = `document.querySelector(${JSON.stringify(selector)})`
      const { result } = await wire.call<Evaluated>('Runtime.evaluate', { expression }, sessionId)
      await wire.call('DOM.setFileInputFiles', { files, objectId: result.objectId }, sessionId)
    },
    async profile(expression) {
      await wire.call('Profiler.enable', {}, sessionId)
      await wire.call('Profiler.start', {}, sessionId)
      const value = await evaluate(expression)
      const { profile } = await wire.call<{ profile: CpuProfile }>('Profiler.stop', {}, sessionId)
      return { value, profile }
    },
    async heap() {
      const all = await Promise.all([...isolates].map((session) => usageOf(wire, session)))
      return {
        heap: all.reduce((sum, { usedSize }) => sum + usedSize, 0),
        buffers: all.reduce((sum, { backingStorageSize }) => sum + backingStorageSize, 0),
      }
    },
  }
}

interface Evaluated {
  readonly result: { readonly value?: unknown; readonly objectId?: string }
  readonly exceptionDetails?: {
    readonly text: string
    readonly exception?: { readonly description?: string }
  }
}

interface HeapUsage {
  readonly usedSize: number
  readonly backingStorageSize: number
}

/** A worker that has just ended counts as nothing. */
function usageOf(wire: Wire, session: string): Promise<HeapUsage> {
  return wire
    .call<HeapUsage>('Runtime.getHeapUsage', {}, session)
    .catch(() => ({ usedSize: 0, backingStorageSize: 0 }))
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Readonly<Record<string, unknown>>
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

type Listener = (params: Readonly<Record<string, unknown>>) => void

/** The DevTools protocol over a pipe: JSON that ends with a zero. */
class Wire {
  readonly #out: Writable
  readonly #calls = new Map<
    number,
    { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void }
  >()
  readonly #listeners = new Map<string, Set<Listener>>()
  #rest = ''
  #lastId = 0

  constructor(out: Writable, incoming: Readable) {
    this.#out = out
    incoming.setEncoding('utf8')
    incoming.on('data', (text: string) => {
      const pieces = (this.#rest + text).split('\0')
      this.#rest = pieces.pop() ?? ''
      for (const piece of pieces) this.#take(JSON.parse(piece))
    })
    incoming.on('close', () => {
      for (const { reject } of this.#calls.values()) reject(new Error('Chromium is gone.'))
    })
  }

  call<Result>(method: string, params: object = {}, sessionId?: string): Promise<Result> {
    const id = ++this.#lastId
    this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve: (result) => resolve(result as Result), reject })
    })
  }

  on(method: string, listener: Listener): void {
    const listeners = this.#listeners.get(method) ?? new Set()
    this.#listeners.set(method, listeners.add(listener))
  }

  next(method: string): Promise<void> {
    return new Promise((resolve) => this.on(method, () => resolve()))
  }

  #take({ id, method, params = {}, result, error }: Message): void {
    if (method) this.#listeners.get(method)?.forEach((listener) => listener(params))
    if (id === undefined) return
    const call = this.#calls.get(id)
    this.#calls.delete(id)
    if (error) call?.reject(new Error(error.message))
    else call?.resolve(result)
  }
}
