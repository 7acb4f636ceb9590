import { createMemoryJournal } from '../adapters/memory-journal.ts'
import { EngineRoom } from '../engine/engine-room.ts'
import { ManagedUploader } from '../engine/managed-uploader.ts'
import type { RoomOptions } from '../engine/share-options.ts'
import type { UploadStatus } from '../model/upload-phase.ts'
import type { UploadJournal } from '../ports/upload-journal.ts'
import type { Upload, Uploader, UploaderEvent } from '../ports/uploader.ts'
import { createFakeEnvironment, type FakeEnvironment } from './fake-environment.ts'
import { createMemoryChecksum } from './memory-checksum.ts'
import { createMemoryFileAccess, type MemoryFileAccess } from './memory-file-access.ts'
import { noTransport } from './memory-network.ts'
import {
  createMemoryStorage,
  type MemoryStorage,
  type MemoryStorageOptions,
} from './memory-storage.ts'
import { createMemoryTabs, type MemoryTabs } from './memory-tabs.ts'
import { createVirtualTime, type VirtualTime } from './virtual-time.ts'

export interface WorldOptions {
  readonly storage?: MemoryStorageOptions
  /** Bytes that copies of files may take. @default 0 */
  readonly roomForCopies?: number
}

/** A storage, a browser with its memory, and time: what outlives a page. */
export interface World {
  readonly time: VirtualTime
  readonly storage: MemoryStorage
  readonly journal: UploadJournal
  readonly fileAccess: MemoryFileAccess
  readonly tabs: MemoryTabs
  /** A page load. With `load` its engine room opens once that has resolved, without it at once. */
  readonly visit: (options?: Partial<RoomOptions>, load?: () => Promise<void>) => Visit
}

/** One page with one uploader. */
export interface Visit {
  readonly uploader: Uploader
  readonly environment: FakeEnvironment
  readonly events: readonly (UploaderEvent & { readonly id: string })[]
  /** The page dies: nothing it does from now on reaches the storage, the journal or other tabs. */
  readonly crash: () => Promise<void>
  readonly until: (upload: Upload | undefined, status: UploadStatus) => Promise<void>
}

/** A small part makes files of many parts cheap. */
const partSize = 1024

export function createWorld({
  storage: storageOptions,
  roomForCopies = 0,
}: WorldOptions = {}): World {
  const time = createVirtualTime()
  const storage = createMemoryStorage(storageOptions)
  const journal = createMemoryJournal()
  const fileAccess = createMemoryFileAccess({ clock: time.clock, room: roomForCopies })
  const tabs = createMemoryTabs()

  return { time, storage, journal, fileAccess, tabs, visit }

  function visit(options: Partial<RoomOptions> = {}, load?: () => Promise<void>): Visit {
    const environment = createFakeEnvironment(time)
    const tab = tabs.open()
    const events: (UploaderEvent & { readonly id: string })[] = []
    let isAlive = true
    const complete: RoomOptions = {
      storage,
      transport: noTransport,
      checksum: createMemoryChecksum(time.clock),
      tabs: tab,
      environment: { ...environment, createId: () => `${tab.id}-${environment.createId()}` },
      partSize,
      simpleUploadLimit: partSize,
      fileAccess,
      ...options,
      journal: whileAlive(options.journal ?? journal, () => isAlive),
      onEvent: (id, event) => {
        events.push({ ...event, id })
        options.onEvent?.(id, event)
      },
    }
    const uploader = new ManagedUploader(complete, (host) => {
      const open = () => new EngineRoom(host, complete)
      return load ? load().then(open) : open()
    })

    return {
      uploader,
      environment,
      events,
      async crash() {
        isAlive = false
        tab.kill()
        await uploader.dispose()
      },
      until: (upload, status) => time.until(() => upload?.getSnapshot().status === status),
    }
  }
}

/** A journal that a dead page can no longer write to. */
function whileAlive(journal: UploadJournal, isAlive: () => boolean): UploadJournal {
  return {
    get availability() {
      return journal.availability
    },
    list: (storageId) => journal.list(storageId),
    get: (id) => journal.get(id),
    parts: (id) => journal.parts(id),
    write: async (changes, options) => {
      if (isAlive()) await journal.write(changes, options)
    },
    claim: async (id, change) => (isAlive() ? journal.claim(id, change) : undefined),
    clear: async () => {
      if (isAlive()) await journal.clear()
    },
    close: () => {},
  }
}
