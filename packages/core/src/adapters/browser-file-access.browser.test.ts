import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FileAccess } from '../ports/file-access.ts'
import { describeFileAccess } from '../testing/describe-file-access.ts'
import { createTestFile } from '../testing/test-files.ts'
import { createBrowserFileAccess } from './browser-file-access.ts'
import { databaseName } from './database.ts'
import { createDiskFile } from './test-support/disk-file.ts'
import { systemClock } from './system-clock.ts'

const MiB = 1024 * 1024
const opened: FileAccess[] = []

afterEach(async () => {
  vi.restoreAllMocks()
  await opened.at(-1)?.clear()
  for (const access of opened.splice(0)) access.close()
})

describeFileAccess('createBrowserFileAccess in Chromium', () => {
  const scope = crypto.randomUUID()
  let now = 1_000_000
  const clock = { now: () => now, pass: (milliseconds: number) => void (now += milliseconds) }
  return {
    open: () => createBrowserFileAccess(scope, { clock: { ...systemClock, now: clock.now } }),
    createHandle: async (file) => createDiskFile(await file.arrayBuffer()),
    clock,
  }
})

describe('a handle after a restart', () => {
  it('needs a click, and opens once the person says yes', async () => {
    const { found, permission } = await afterRestart()
    expect(found?.at).toBe('click')

    const opening = found?.open()
    permission.answer('granted')

    expect(await (await opening)?.text()).toBe('bytes on disk')
  })

  it('asks at once, while the click still counts', async () => {
    const { found, permission } = await afterRestart()

    void found?.open().catch(() => undefined)

    expect(permission.requested).toHaveBeenCalledOnce()
  })

  it('is not opened when the person says no', async () => {
    const { found, permission } = await afterRestart()
    const opening = found?.open()
    permission.answer('denied')

    await expect(opening).rejects.toMatchObject({ code: 'file-unreadable' })
    expect((await permission.findAgain('denied')).size).toBe(0)
    expect((await permission.findAgain('prompt')).get('a')?.at).toBe('click')
  })

  it('of a folder opens any file inside, by one permission', async () => {
    const root = await navigator.storage.getDirectory()
    const folder = await root.getDirectoryHandle('photos', { create: true })
    const inner = await folder.getDirectoryHandle('2026', { create: true })
    await createDiskFile('a photo', { folder: inner, name: 'a.jpg' })
    const access = open()
    await access.keepPlace('a', { handle: folder, path: 'photos/2026/a.jpg' })
    await access.keepPlace('gone', { handle: folder, path: 'photos/2026/b.jpg' })

    const found = await access.find(['a', 'gone'])

    expect(await (await found.get('a')?.open())?.text()).toBe('a photo')
    await expect(found.get('gone')?.open()).rejects.toMatchObject({ code: 'file-unreadable' })
  })
})

describe('a copy', () => {
  it('is not made of a file beyond 128 MiB, nor beyond a tenth of the free room', async () => {
    const access = open()
    expect(await access.keepCopy('a', pretendSize(128 * MiB + 1))).toBe(false)

    freeRoom(10_000)

    expect(await access.keepCopy('a', createTestFile({ size: 1_001 }))).toBe(false)
    expect(await access.keepCopy('a', createTestFile({ size: 1_000 }))).toBe(true)
  })

  it('is not made where the browser does not say how much room it has', async () => {
    vi.spyOn(navigator, 'storage', 'get').mockReturnValue({} as StorageManager) // As on plain http.

    expect(await open().keepCopy('a', createTestFile({ size: 10 }))).toBe(false)
  })

  it('makes the oldest ones go when there is no room for all', async () => {
    const access = open()
    freeRoom(10_000)
    for (const id of ['a', 'b', 'c']) await access.keepCopy(id, createTestFile({ size: 400 }))

    expect([...(await access.find(['a', 'b', 'c'])).keys()].sort()).toEqual(['b', 'c'])
  })

  it('that the browser refuses takes the others with it, and nothing else', async () => {
    const access = open()
    const { handle } = await createDiskFile()
    await access.keepPlace('place', { handle, path: '' })
    await access.keepCopy('a', createTestFile({ size: 10 }))
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No room is left.', 'QuotaExceededError')
    })

    expect(await access.keepCopy('b', createTestFile({ size: 10 }))).toBe(false)

    expect([...(await access.find(['a', 'b', 'place'])).keys()]).toEqual(['place'])
  })
})

describe('rows that somebody else wrote', () => {
  it('are no files', async () => {
    const scope = crypto.randomUUID()
    const access = open(scope)
    await access.keepCopy('good', createTestFile({ size: 10 }))
    const rows = await openRaw(scope)
    const { store } = rows
    store('handles').put({ id: 'a', handle: { kind: 'file' }, path: '', keptAt: 1 })
    store('stash').put({ id: 'b', file: 'text', size: 4, keptAt: 1 })
    store('stash').put({ id: 'c', file: new Blob(['cut']), size: 4, keptAt: 1 })
    await rows.done

    expect([...(await access.find(['a', 'b', 'c', 'good'])).keys()]).toEqual(['good'])
  })

  it('die with age, whatever they are', async () => {
    const scope = crypto.randomUUID()
    const access = open(scope)
    await access.keepCopy('good', createTestFile({ size: 10 }))
    const rows = await openRaw(scope)
    rows.store('stash').put({ id: 'b', keptAt: 'never' })
    await rows.done

    await access.forgetBefore(1)

    const left = await openRaw(scope)
    const keys = left.store('stash').getAllKeys()
    await left.done
    expect(keys.result).toEqual(['good'])
  })
})

it('keeps and finds nothing where there is no IndexedDB, and says so without an error', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('Not in this mode.', 'SecurityError')
  })
  const access = open()
  expect(await access.keepCopy('a', createTestFile({ size: 10 }))).toBe(false)
  expect((await access.find(['a'])).size).toBe(0)
  await access.forget('a')
})

function open(scope: string = crypto.randomUUID()): FileAccess {
  const access = createBrowserFileAccess(scope)
  opened.push(access)
  return access
}

/** A kept handle as Chromium gives it back once all tabs were closed. */
async function afterRestart() {
  const scope = crypto.randomUUID()
  const { handle } = await createDiskFile()
  await open(scope).keepPlace('a', { handle, path: '' })
  // Handles of the private file system are always granted, so that the person is played here.
  let answer: (state: PermissionState) => void = () => undefined
  const query = vi.fn<() => Promise<PermissionState>>(async () => 'prompt')
  const requested = vi.fn<() => Promise<PermissionState>>(
    () => new Promise((resolve) => (answer = resolve)),
  )
  const prototype = FileSystemHandle.prototype as unknown as Record<string, () => unknown> // Chromium's own.
  vi.spyOn(prototype, 'queryPermission').mockImplementation(query)
  vi.spyOn(prototype, 'requestPermission').mockImplementation(requested)
  const access = open(scope)
  const found = (await access.find(['a'])).get('a')
  return {
    found,
    permission: {
      requested,
      answer: (state: PermissionState) => answer(state),
      findAgain: (state: PermissionState) => {
        query.mockResolvedValue(state)
        return access.find(['a'])
      },
    },
  }
}

function freeRoom(bytes: number): void {
  vi.spyOn(navigator.storage, 'estimate').mockResolvedValue({ quota: bytes + 500, usage: 500 })
}

function pretendSize(size: number): File {
  return Object.defineProperty(createTestFile({ size: 0 }), 'size', { value: size })
}

async function openRaw(scope: string) {
  const request = indexedDB.open(databaseName(scope))
  await new Promise((resolve) => request.addEventListener('success', resolve))
  const database = request.result
  const transaction = database.transaction(['handles', 'stash'], 'readwrite')
  const done = new Promise<void>((resolve) => {
    transaction.addEventListener('complete', () => {
      database.close()
      resolve()
    })
  })
  return { store: (name: 'handles' | 'stash') => transaction.objectStore(name), done }
}
