import type { FromWorker } from './worker-protocol.ts'

/**
 * Resolves with a worker that said it is ready, with `undefined` when it cannot be loaded: a bundler
 * left its file behind, a CSP forbids it, or it says nothing for `patience` milliseconds.
 */
export function spawnWorker(
  createWorker: () => Worker,
  { patience }: { readonly patience: number },
): Promise<Worker | undefined> {
  return new Promise((resolve) => {
    let worker: Worker
    try {
      worker = createWorker()
    } catch {
      resolve(undefined)
      return
    }
    const heard = new AbortController()
    const settle = (result: Worker | undefined): void => {
      clearTimeout(timer)
      heard.abort()
      if (!result) worker.terminate()
      resolve(result)
    }
    const timer = setTimeout(() => settle(undefined), patience)
    const { signal } = heard
    worker.addEventListener('error', () => settle(undefined), { signal })
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FromWorker>) => data.type === 'ready' && settle(worker),
      { signal },
    )
  })
}
