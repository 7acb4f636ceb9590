import { UploadError } from '../model/upload-error.ts'
import { isText } from './untrusted.ts'

/** The part of the platform's handles that TypeScript's DOM does not know. Chromium alone has it. */
interface Permitted {
  queryPermission?(options: { readonly mode: 'read' }): Promise<PermissionState>
  requestPermission?(options: { readonly mode: 'read' }): Promise<PermissionState>
}

/** A handle as it comes out of the database, checked. */
export interface StoredHandle {
  readonly handle: (FileSystemFileHandle | FileSystemDirectoryHandle) & Permitted
  /** From the folder's own name on. */
  readonly path: string
}

/** `undefined` for anything that is no handle of this browser. */
export function parseHandle(handle: unknown, path: unknown): StoredHandle | undefined {
  if (!('FileSystemFileHandle' in globalThis) || !isText(path)) return undefined
  const isHandle =
    handle instanceof FileSystemFileHandle || handle instanceof FileSystemDirectoryHandle
  return isHandle ? { handle, path } : undefined
}

/** Handles of the browser's private file system need no permission, and those without the method neither. */
export async function permissionOf({ handle }: StoredHandle): Promise<PermissionState> {
  return (await handle.queryPermission?.(read)) ?? 'granted'
}

/**
 * Opens the file, and asks the person first unless that is done: call it inside a click. Rejects
 * with `file-unreadable`; `cause` is what the browser said.
 */
export async function openHandle(
  { handle, path }: StoredHandle,
  known: PermissionState,
): Promise<File> {
  try {
    // Asked at once: a click does not last long.
    const permission = known === 'prompt' ? await handle.requestPermission?.(read) : known
    if (permission === 'granted') return await readFile(handle, path.split('/').slice(1))
  } catch (cause) {
    throw unreadable(handle.name, cause)
  }
  throw unreadable(handle.name)
}

/** Whether the file is no longer where it was, as opposed to not being allowed. */
export function isGone(thrown: unknown): boolean {
  const cause = thrown instanceof UploadError ? thrown.cause : thrown
  return cause instanceof DOMException && cause.name === 'NotFoundError'
}

async function readFile(
  handle: FileSystemFileHandle | FileSystemDirectoryHandle,
  [name, ...rest]: readonly string[],
): Promise<File> {
  if (handle instanceof FileSystemFileHandle) return handle.getFile()
  if (name === undefined) throw new DOMException('No path.', 'NotFoundError')
  const isFile = rest.length === 0
  const next = isFile ? await handle.getFileHandle(name) : await handle.getDirectoryHandle(name)
  return readFile(next, rest)
}

const read = { mode: 'read' } as const

function unreadable(name: string, cause?: unknown): UploadError {
  const message = `“${name}” cannot be opened again. Choose it once more.`
  return new UploadError('file-unreadable', message, cause === undefined ? {} : { cause })
}
