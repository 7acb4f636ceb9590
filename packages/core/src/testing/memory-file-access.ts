import { UploadError } from '../model/upload-error.ts'
import type { Clock } from '../ports/environment.ts'
import type { FileAccess, FileHandle, FilePlace, KeptFile } from '../ports/file-access.ts'

export interface MemoryFileAccessOptions {
  readonly clock: Clock
  /** Copies up to this many bytes, and as many in all. @default 128 MiB */
  readonly room?: number
}

/** Kept ways to files, with a window into them. */
export interface MemoryFileAccess extends FileAccess {
  /** Ids with a handle or a copy. */
  readonly places: ReadonlyMap<string, unknown>
  readonly copies: ReadonlyMap<string, unknown>
}

/** A handle whose permission a test decides. */
export interface FakeHandle extends FileHandle {
  permission: PermissionState
  /** What the person says when asked. @default 'granted' */
  answer: PermissionState
  /** What is on the disk; `null` once deleted. */
  file: File | null
  readonly timesAsked: number
}

export function createFakeHandle(
  file: File,
  {
    permission = 'granted',
    answer = 'granted',
  }: Partial<Pick<FakeHandle, 'permission' | 'answer'>> = {},
): FakeHandle {
  let timesAsked = 0
  const handle = {
    kind: 'file' as const,
    name: file.name,
    permission,
    answer,
    file: file as File | null,
    get timesAsked() {
      return timesAsked
    },
    async getFile() {
      if (handle.permission !== 'granted' || !handle.file) throw unreadable(handle.name)
      return handle.file
    },
    ask() {
      timesAsked += 1
      handle.permission = handle.answer
    },
  }
  askers.set(handle, () => handle.ask())
  return handle
}

/** As strict as a browser: what outlives the page is what was kept, and a click is a click. */
export function createMemoryFileAccess({
  clock,
  room = 128 * 1024 * 1024,
}: MemoryFileAccessOptions): MemoryFileAccess {
  const places = new Map<string, FilePlace & { readonly keptAt: number }>()
  const copies = new Map<string, { readonly file: Blob; readonly keptAt: number }>()
  const forget = (id: string): void => {
    places.delete(id)
    copies.delete(id)
  }

  return {
    places,
    copies,
    async keepPlace(id, place) {
      places.set(id, { ...place, keptAt: clock.now() })
    },
    async keepCopy(id, file) {
      if (file.size > room) return false
      copies.delete(id)
      let taken = file.size
      for (const [other, copy] of [...copies].reverse()) {
        taken += copy.file.size
        if (taken > room) copies.delete(other)
      }
      copies.set(id, { file, keptAt: clock.now() })
      return true
    },
    async find(ids) {
      const found = new Map<string, KeptFile>()
      for (const id of ids) {
        const file = findOne(id)
        if (file) found.set(id, file)
      }
      return found
    },
    forget: async (id) => forget(id),
    async forgetBefore(time) {
      for (const kept of [places, copies])
        for (const [id, { keptAt }] of kept) if (keptAt < time) forget(id)
    },
    async clear() {
      places.clear()
      copies.clear()
    },
    close: () => undefined,
  }

  function findOne(id: string): KeptFile | undefined {
    const copy = copies.get(id)
    if (copy) return { at: 'hand', open: async () => copy.file }
    const handle = places.get(id)?.handle
    const permission = permissionOf(handle)
    if (handle?.kind !== 'file' || permission === 'denied') return undefined
    return { at: permission === 'granted' ? 'hand' : 'click', open: () => open(id, handle) }
  }

  async function open(id: string, handle: FileHandle): Promise<File> {
    if (permissionOf(handle) === 'prompt') askers.get(handle)?.()
    const isAllowed = permissionOf(handle) === 'granted'
    try {
      return await handle.getFile()
    } catch (thrown) {
      if (isAllowed) forget(id)
      throw thrown
    }
  }
}

/** How a person is asked, kept from whoever only reads the handle. */
const askers = new WeakMap<FilePlace['handle'], () => void>()

function permissionOf(handle: FilePlace['handle'] | undefined): PermissionState {
  return handle && 'permission' in handle ? (handle as FakeHandle).permission : 'granted' // Ours: made above.
}

function unreadable(name: string): UploadError {
  return new UploadError(
    'file-unreadable',
    `“${name}” cannot be opened again. Choose it once more.`,
  )
}
