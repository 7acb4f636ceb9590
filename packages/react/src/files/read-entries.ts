import type { PickedFile } from './picked-file.ts'

export interface FolderContents {
  readonly files: readonly PickedFile[]
  readonly emptyFolders: readonly string[]
  /** Paths that the browser could not open. */
  readonly unreadable: readonly string[]
}

/** Walks folders to their last file. What cannot be read is reported and hinders nothing else. */
export async function readEntries(entries: readonly FileSystemEntry[]): Promise<FolderContents> {
  const found: Found = { files: [], emptyFolders: [], unreadable: [] }
  for (const entry of entries) await walk(entry, found)
  return found
}

interface Found extends FolderContents {
  readonly files: PickedFile[]
  readonly emptyFolders: string[]
  readonly unreadable: string[]
}

async function walk(entry: FileSystemEntry, found: Found): Promise<void> {
  const path = entry.fullPath.replace(/^\//, '')
  try {
    if (isFile(entry)) {
      found.files.push({ file: await readFile(entry), relativePath: path })
      return
    }
    if (!isDirectory(entry)) return
    const children = await readChildren(entry)
    if (children.length === 0) found.emptyFolders.push(path)
    for (const child of children) await walk(child, found)
  } catch {
    found.unreadable.push(path)
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function readFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/** Browsers answer in pages (Chromium: 100 entries); only an empty one is the last. */
async function readChildren(entry: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = entry.createReader()
  const children: FileSystemEntry[] = []
  for (;;) {
    const page = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (page.length === 0) return children
    children.push(...page)
  }
}
