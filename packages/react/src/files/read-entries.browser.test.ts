import { afterEach, describe, expect, it } from 'vitest'
import { readDrop } from './read-drop.ts'
import { readEntries } from './read-entries.ts'

describe('readEntries', () => {
  afterEach(clear)

  it('finds every file, beyond the first page of a hundred, with its path', async () => {
    const folder = await makeFolder('照片')
    const names = Array.from({ length: 250 }, (_, index) => `${index} 🎉.txt`)
    for (const name of names) await makeFile(folder, name)
    await makeFile(await makeFolder('inner one', folder), 'deep.txt')
    await makeFolder('empty', folder)

    const { files, emptyFolders, unreadable } = await readEntries([folder])

    expect(files.map(({ relativePath }) => relativePath).toSorted()).toEqual(
      [...names.map((name) => `照片/${name}`), '照片/inner one/deep.txt'].toSorted(),
    )
    expect(emptyFolders).toEqual(['照片/empty'])
    expect(unreadable).toEqual([])
  })

  it('goes on when one folder cannot be read', async () => {
    const gone = await makeFolder('gone')
    await remove(gone)
    const good = await makeFolder('good')
    await makeFile(good, 'a.txt')

    const { files, unreadable } = await readEntries([gone, good])

    expect(unreadable).toEqual(['gone'])
    expect(files.map(({ relativePath }) => relativePath)).toEqual(['good/a.txt'])
  })
})

describe('readDrop', () => {
  it('takes loose files, without a path, and no text', async () => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['a'], 'a.txt'))
    transfer.items.add('text', 'text/plain')
    const { files } = await readDrop(transfer)
    expect(files.map(({ file, relativePath }) => [file.name, relativePath])).toEqual([
      ['a.txt', ''],
    ])
  })
})

/** What Chromium's sandboxed file system hands out: entries as a drop does, and a way to make them. */
interface Folder extends FileSystemDirectoryEntry {
  remove(onSuccess: () => void, onError: (error: unknown) => void): void
  removeRecursively(onSuccess: () => void, onError: (error: unknown) => void): void
}

interface WindowWithFileSystem {
  webkitRequestFileSystem(
    type: 0,
    size: number,
    onSuccess: (fileSystem: { readonly root: Folder }) => void,
    onError: (error: unknown) => void,
  ): void
}

function openRoot(): Promise<Folder> {
  return new Promise((resolve, reject) => {
    // An API of one browser, which the types of the web do not know.
    const chromium = window as unknown as WindowWithFileSystem
    chromium.webkitRequestFileSystem(0, 1_000_000, ({ root }) => resolve(root), reject)
  })
}

async function makeFolder(name: string, parent?: Folder): Promise<Folder> {
  const home = parent ?? (await openRoot())
  return new Promise((resolve, reject) => {
    home.getDirectory(name, { create: true }, (entry) => resolve(entry as Folder), reject)
  })
}

function makeFile(parent: Folder, name: string): Promise<FileSystemEntry> {
  return new Promise((resolve, reject) => {
    parent.getFile(name, { create: true }, resolve, reject)
  })
}

function remove(folder: Folder): Promise<void> {
  return new Promise((resolve, reject) => folder.remove(resolve, reject))
}

/** Only folders are made here; a file is another suite's. */
async function clear(): Promise<void> {
  const root = await openRoot()
  const entries = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => {
    root.createReader().readEntries(resolve, reject)
  })
  for (const entry of entries.filter(({ isDirectory }) => isDirectory)) {
    await new Promise<void>((resolve, reject) => {
      ;(entry as Folder).removeRecursively(resolve, reject)
    })
  }
}
