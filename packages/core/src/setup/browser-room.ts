import { createBrowserEnvironment } from '../adapters/browser-environment.ts'
import { createBrowserFileAccess } from '../adapters/browser-file-access.ts'
import { createBrowserNeighbours } from '../adapters/browser-neighbours.ts'
import { createBrowserTabs } from '../adapters/browser-tabs.ts'
import { forgivingJournal } from '../adapters/forgiving-journal.ts'
import { createIndexedDbJournal } from '../adapters/indexed-db-journal.ts'
import { createWorkerNetwork } from '../adapters/worker-network.ts'
import { EngineRoom, type RoomHost } from '../engine/engine-room.ts'
import type { CreateUploaderOptions } from './create-uploader.ts'

/** The engine room of a page, with what the options leave open. */
export function openBrowserRoom(
  host: RoomHost,
  { scope, ...options }: CreateUploaderOptions,
): EngineRoom {
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
  return new EngineRoom(host, { ...defaults, ...options, journal }, () => worker.close())
}
