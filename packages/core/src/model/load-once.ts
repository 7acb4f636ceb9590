import { UploadError } from './upload-error.ts'

/**
 * A script of the page that is loaded with its first use, and kept. Where it cannot be had this rejects
 * with `network-failed`, and the next use tries again. `load` is a bare `() => import('./x.js')`, the
 * form that bundlers recognise.
 */
export function loadOnce<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let loading: Promise<Module> | null = null
  return () => {
    loading ??= load().catch((cause: unknown) => {
      loading = null
      throw new UploadError('network-failed', couldNotLoad, { cause })
    })
    return loading
  }
}

const couldNotLoad =
  'A script of this page could not be loaded. Check the connection, or reload the page.'

/**
 * Loads what will be needed while the network is there, behind what the page shows first. On a server
 * nothing is loaded unasked. Whoever needs it hears of a failure, and nobody else.
 */
export function loadAhead(load: () => Promise<unknown>): void {
  if ('document' in globalThis) load().catch(() => {})
}
