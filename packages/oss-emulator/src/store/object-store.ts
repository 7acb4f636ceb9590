import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { OssError } from '../oss-error.ts'
import { createKeyedLock } from './keyed-lock.ts'
import { readPieces, type FilePiece } from './read-pieces.ts'
import { openRecordLog, readRecords } from './record-log.ts'
import type { StoredObject } from './stored-object.ts'
import { writeBytes } from './write-bytes.ts'

export interface PutOptions {
  /** Refuse to replace an object: `FileAlreadyExists`. */
  readonly forbidOverwrite: boolean
}

/** An object and its bytes, which stay readable even when the object is replaced meanwhile. */
export interface OpenedObject {
  readonly object: StoredObject
  readonly file: FileHandle
}

/** The objects of one bucket. */
export interface ObjectStore {
  /** Throws `NoSuchKey`. */
  get(key: string): StoredObject
  has(key: string): boolean
  /** Throws `NoSuchKey`. The caller closes the file. */
  open(key: string): Promise<OpenedObject>
  /** Takes over the file at `bytesPath`. */
  put(object: StoredObject, bytesPath: string, options: PutOptions): Promise<void>
  /**
   * Stores what the pieces hold one behind the other. They stay where they are; the caller removes
   * them.
   */
  join(object: StoredObject, pieces: readonly FilePiece[], options: PutOptions): Promise<void>
  delete(key: string): Promise<void>
  /** All objects, in no order. */
  all(): Iterable<StoredObject>
  close(): Promise<void>
}

/** An object on disk: a record in the log, which names the file of its bytes. Keys are hostile, and never a name. */
interface ObjectFile extends StoredObject {
  readonly bytesName: string
  /**
   * Sizes of the parts that it was made of. Each lies in a file of its own until somebody reads the
   * object: OSS does not copy gigabytes at Complete, and whoever measures must not wait for it here.
   */
  readonly pieces?: readonly number[]
}

/** What happened to a key, in the order in which it happened. */
type ObjectRecord = { readonly stored: ObjectFile } | { readonly deleted: string }

export interface ObjectStoreOptions {
  /** Holds the bytes. */
  readonly directory: string
  /** The log of what is stored and deleted. */
  readonly logPath: string
}

export async function openObjectStore(options: ObjectStoreOptions): Promise<ObjectStore> {
  const { directory, logPath } = options
  await mkdir(directory, { recursive: true })
  const lock = createKeyedLock()
  const objects = await readObjects(options)
  const log = await openRecordLog<ObjectRecord>(
    logPath,
    [...objects.values()].map((stored) => ({ stored })),
  )

  function get(key: string): ObjectFile {
    const object = objects.get(key)
    if (object !== undefined) return object
    const details = { Key: key }
    throw new OssError(404, 'NoSuchKey', 'The specified key does not exist.', {
      ec: '0026-00000001',
      details,
    })
  }

  /** `bring` moves the bytes to where the name says. */
  function store(
    object: StoredObject,
    { forbidOverwrite }: PutOptions,
    bring: (bytesName: string) => Promise<Pick<ObjectFile, 'pieces'>>,
  ): Promise<void> {
    const { key } = object
    return lock.run(key, async () => {
      const before = objects.get(key)
      if (forbidOverwrite && before !== undefined) throw fileAlreadyExists()

      const bytesName = `${randomUUID()}.bytes`
      const next: ObjectFile = { ...object, bytesName, ...(await bring(bytesName)) }
      await log.append({ stored: next })
      objects.set(key, next)
      if (before !== undefined) await removeBytes(before)
    })
  }

  async function inOneFile(object: ObjectFile): Promise<ObjectFile> {
    const { pieces: sizes, ...whole } = object
    if (sizes === undefined) return object
    const pieces = sizes.map((size, index) => ({
      path: join(directory, pieceName(object.bytesName, index)),
      size,
    }))
    const joined = await writeBytes(readPieces(pieces), directory)
    await rename(joined, join(directory, object.bytesName))
    await log.append({ stored: whole })
    objects.set(object.key, whole)
    await removeBytes(object)
    return whole
  }

  async function removeBytes(object: ObjectFile): Promise<void> {
    for (const name of bytesOf(object)) await rm(join(directory, name), { force: true })
  }

  return {
    get,
    has: (key) => objects.has(key),
    all: () => objects.values(),

    open: (key) =>
      lock.run(key, async () => {
        const object = await inOneFile(get(key))
        return { object, file: await open(join(directory, object.bytesName)) }
      }),

    put: (object, bytesPath, options) =>
      store(object, options, async (bytesName) => {
        await rename(bytesPath, join(directory, bytesName))
        return {}
      }),

    join: (object, pieces, options) =>
      store(object, options, async (bytesName) => {
        for (const [index, { path }] of pieces.entries())
          await link(path, join(directory, pieceName(bytesName, index)))
        return { pieces: pieces.map(({ size }) => size) }
      }),

    delete: (key) =>
      lock.run(key, async () => {
        const object = objects.get(key)
        if (object === undefined) return
        objects.delete(key)
        await log.append({ deleted: key })
        await removeBytes(object)
      }),

    close: () => log.close(),
  }
}

/** The error for a key that exists although the request forbids to overwrite it. */
export function fileAlreadyExists(): OssError {
  const message = 'The object you specified already exists and can not be overwritten.'
  return new OssError(409, 'FileAlreadyExists', message, { ec: '0026-00000002' })
}

/** The files that hold the bytes of an object. */
function bytesOf({ bytesName, pieces }: ObjectFile): readonly string[] {
  return pieces?.map((_, index) => pieceName(bytesName, index)) ?? [bytesName]
}

const pieceName = (bytesName: string, index: number) => `${bytesName}.${index}`

/** Reads the log, and removes what a crash left between two steps. */
async function readObjects({
  directory,
  logPath,
}: ObjectStoreOptions): Promise<Map<string, ObjectFile>> {
  const objects = new Map<string, ObjectFile>()
  // Only this store writes the file.
  for (const record of (await readRecords(logPath)) as readonly ObjectRecord[]) {
    if ('deleted' in record) objects.delete(record.deleted)
    else objects.set(record.stored.key, record.stored)
  }

  const known = new Set([...objects.values()].flatMap(bytesOf))
  for (const name of await readdir(directory))
    if (!known.has(name)) await rm(join(directory, name), { force: true })
  return objects
}
