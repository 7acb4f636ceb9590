export {
  browserConnectivity,
  createBatchingScheduler,
  createBrowserEnvironment,
  createId,
} from './adapters/browser-environment.ts'
export { createBrowserFileAccess } from './adapters/browser-file-access.ts'
export type { BrowserFileAccessOptions } from './adapters/browser-file-access.ts'
export { createBrowserTabs } from './adapters/browser-tabs.ts'
export type { BrowserTabsOptions } from './adapters/browser-tabs.ts'
export { browserLifecycle } from './adapters/browser-lifecycle.ts'
export { createBrowserNeighbours } from './adapters/browser-neighbours.ts'
export type { BrowserNeighboursOptions } from './adapters/browser-neighbours.ts'
export { forgivingJournal } from './adapters/forgiving-journal.ts'
export type { ForgivingJournalOptions } from './adapters/forgiving-journal.ts'
export { createIndexedDbJournal } from './adapters/indexed-db-journal.ts'
export { mainThreadChecksum } from './adapters/main-thread-checksum.ts'
export { createMemoryJournal } from './adapters/memory-journal.ts'
export type { MemoryJournalOptions } from './adapters/memory-journal.ts'
export { systemClock } from './adapters/system-clock.ts'
export { createWorkerNetwork } from './adapters/worker-network.ts'
export type { WorkerNetwork, WorkerNetworkOptions } from './adapters/worker-network.ts'
export { createXhrTransport } from './adapters/xhr-transport.ts'
export { createUploader } from './setup/create-uploader.ts'
export type { CreateUploaderOptions } from './setup/create-uploader.ts'
