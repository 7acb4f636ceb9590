import { createBrowserEnvironment } from '../adapters/browser-environment.ts'
import { createBrowserFileAccess } from '../adapters/browser-file-access.ts'
import { createBrowserNeighbours } from '../adapters/browser-neighbours.ts'
import { createBrowserTabs } from '../adapters/browser-tabs.ts'
import { forgivingJournal } from '../adapters/forgiving-journal.ts'
import { createIndexedDbJournal } from '../adapters/indexed-db-journal.ts'
import { createWorkerNetwork } from '../adapters/worker-network.ts'
import { ManagedUploader } from '../engine/managed-uploader.ts'
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

/**
 * The uploader of a page, with a journal in IndexedDB, a worker that reads, hashes and sends, and
 * one lock per tab. Create one per destination and keep it for the life of the page. Creating it
 * touches nothing of the browser; it can be created where a server renders the page.
 */
export function createUploader({ scope, ...options }: CreateUploaderOptions): Uploader {
  const worker = createWorkerNetwork()
  const defaults = {
    transport: worker.transport,
    checksum: worker.checksum,
    tabs: createBrowserTabs({ scope }),
    environment: { ...createBrowserEnvironment(), clock: worker.clock },
    fileAccess: createBrowserFileAccess(scope),
    neighbours: createBrowserNeighbours({ scope }),
  }
  const journal = forgivingJournal(options.journal ?? createIndexedDbJournal(scope))
  return new ManagedUploader({ ...defaults, ...options, journal }, () => worker.close())
}
