import { createBrowserEnvironment } from '../adapters/browser-environment.ts'
import { ManagedUploader } from '../engine/managed-uploader.ts'
import { loadAhead, loadOnce } from '../model/load-once.ts'
import type { Uploader, UploaderOptions } from '../ports/uploader.ts'

type Adapters = 'journal' | 'transport' | 'checksum' | 'tabs' | 'environment' | 'neighbours'

/** An uploader for a page: everything but the storage has a default. */
export interface CreateUploaderOptions
  extends Omit<UploaderOptions, Adapters>, Partial<Pick<UploaderOptions, Adapters>> {
  /**
   * User and tenant, never a secret. What one scope remembers, no other sees: choose it so that the
   * next person on the same browser has another one.
   */
  readonly scope: string
}

const load = loadOnce(() => import('./browser-room.ts'))

/**
 * The uploader of a page, with a journal in IndexedDB, a worker that reads, hashes and sends, and
 * one lock per tab. Create one per destination and keep it for the life of the page. Creating it
 * touches nothing of the browser but loads what does the work, behind the first paint; where a server
 * renders the page it loads nothing.
 */
export function createUploader(options: CreateUploaderOptions): Uploader {
  const { environment = createBrowserEnvironment() } = options
  loadAhead(load)
  return new ManagedUploader({ ...options, environment }, async (host) => {
    const { openBrowserRoom } = await load()
    return openBrowserRoom(host, options)
  })
}
