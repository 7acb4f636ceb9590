import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { OssError } from '../oss-error.ts'
import { createKeyedLock } from './keyed-lock.ts'
import { replaceFile } from './replace-file.ts'
import type { StoredObject } from './stored-object.ts'

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
  delete(key: string): Promise<void>
  /** All objects, in no order. */
  all(): Iterable<StoredObject>
}

/** An object on disk: `HASH.json`, which names the file of its bytes. Keys are hostile, so only their hash is a name. */
interface ObjectFile extends StoredObject {
  readonly bytesName: string
}

export async function openObjectStore(directory: string): Promise<ObjectStore> {
  await mkdir(directory, { recursive: true })
  const lock = createKeyedLock()
  const objects = await readObjects(directory)

  function get(key: string): ObjectFile {
    const object = objects.get(key)
    if (object !== undefined) return object
    const details = { Key: key }
    throw new OssError(404, 'NoSuchKey', 'The specified key does not exist.', {
      ec: '0026-00000001',
      details,
    })
  }

  return {
    get,
    has: (key) => objects.has(key),
    all: () => objects.values(),

    open: (key) =>
      lock.run(key, async () => {
        const object = get(key)
        return { object, file: await open(join(directory, object.bytesName)) }
      }),

    put: (object, bytesPath, { forbidOverwrite }) =>
      lock.run(object.key, async () => {
        const before = objects.get(object.key)
        if (forbidOverwrite && before !== undefined) throw fileAlreadyExists()

        const hash = hashOf(object.key)
        const next: ObjectFile = { ...object, bytesName: `${hash}.${randomUUID()}.bytes` }
        await rename(bytesPath, join(directory, next.bytesName))
        await replaceFile(join(directory, `${hash}.json`), JSON.stringify(next))
        objects.set(object.key, next)
        if (before !== undefined) await rm(join(directory, before.bytesName), { force: true })
      }),

    delete: (key) =>
      lock.run(key, async () => {
        const object = objects.get(key)
        if (object === undefined) return
        objects.delete(key)
        await rm(join(directory, `${hashOf(key)}.json`), { force: true })
        await rm(join(directory, object.bytesName), { force: true })
      }),
  }
}

/** The error for a key that exists although the request forbids to overwrite it. */
export function fileAlreadyExists(): OssError {
  const message = 'The object you specified already exists and can not be overwritten.'
  return new OssError(409, 'FileAlreadyExists', message, { ec: '0026-00000002' })
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** Reads the index, and removes what a crash left between two steps. */
async function readObjects(directory: string): Promise<Map<string, ObjectFile>> {
  const names = await readdir(directory)
  const objects = new Map<string, ObjectFile>()
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    // Only this store writes into the directory.
    const object = JSON.parse(await readFile(join(directory, name), 'utf8')) as ObjectFile
    objects.set(object.key, object)
  }

  const known = new Set([...objects.values()].map((object) => object.bytesName))
  const orphans = names.filter((name) => !name.endsWith('.json') && !known.has(name))
  for (const orphan of orphans) await rm(join(directory, orphan), { force: true })
  return objects
}
