import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CorsConfiguration } from '../cors/cors-configuration.ts'
import { createKeyedLock } from './keyed-lock.ts'
import { lockDirectory } from './lock-directory.ts'
import { openObjectStore, type ObjectStore } from './object-store.ts'
import { replaceFile } from './replace-file.ts'
import { openUploadStore, type UploadStore } from './upload-store.ts'

export interface Bucket {
  readonly name: string
  /** Epoch ms. */
  readonly createdAt: number
  readonly objects: ObjectStore
  readonly uploads: UploadStore
  cors(): CorsConfiguration
  setCors(cors: CorsConfiguration): Promise<void>
  /** XML as it came; `null` without any rule. */
  lifecycle(): string | null
  setLifecycle(xml: string | null): Promise<void>
}

/** Everything the emulator keeps, in one directory. */
export interface BucketStore {
  /** Where bytes arrive before they belong to anything; emptied at start. */
  readonly incoming: string
  readonly names: () => readonly string[]
  find(name: string): Bucket | undefined
  /** The bucket of this name, new or not. The name is a valid bucket name, and so a safe file name. */
  ensure(name: string, createdAt: number, cors: CorsConfiguration): Promise<Bucket>
  /** The text last given to `saveTokens`. */
  readTokens(): Promise<string | null>
  saveTokens(text: string): Promise<void>
  /** Lets others in, and removes the directory if it was a temporary one. */
  close(): Promise<void>
}

interface BucketFile {
  readonly name: string
  readonly createdAt: number
  readonly cors: CorsConfiguration
  readonly lifecycle?: string | null
}

/** Opens the directory, or a temporary one that lives until `close`. Throws if another emulator has it open. */
export async function openBucketStore(dataDir: string | null): Promise<BucketStore> {
  const directory = dataDir ?? (await mkdtemp(join(tmpdir(), 'oss-emulator-')))
  const incoming = join(directory, 'incoming')
  const bucketsDirectory = join(directory, 'buckets')
  const tokensPath = join(directory, 'tokens.json')
  await mkdir(directory, { recursive: true })
  const unlock = await lockDirectory(directory)
  await rm(incoming, { recursive: true, force: true })
  await mkdir(incoming, { recursive: true })
  await mkdir(bucketsDirectory, { recursive: true })

  const lock = createKeyedLock()
  const buckets = new Map<string, Bucket>()
  for (const name of await readdir(bucketsDirectory)) {
    const text = await readIfPresent(join(bucketsDirectory, name, 'bucket.json'))
    if (text === null) continue
    // Only this store writes into the directory.
    buckets.set(
      name,
      await openBucket(join(bucketsDirectory, name), JSON.parse(text) as BucketFile),
    )
  }

  return {
    incoming,
    names: () => [...buckets.keys()],
    find: (name) => buckets.get(name),

    ensure: (name, createdAt, cors) =>
      lock.run(name, async () => {
        const known = buckets.get(name)
        if (known !== undefined) return known
        const bucket = await openBucket(join(bucketsDirectory, name), { name, createdAt, cors })
        await bucket.setCors(cors)
        buckets.set(name, bucket)
        return bucket
      }),

    readTokens: () => readIfPresent(tokensPath),
    saveTokens: (text) => replaceFile(tokensPath, text),

    async close() {
      for (const { objects } of buckets.values()) await objects.close()
      await unlock()
      if (dataDir === null) await rm(directory, { recursive: true, force: true })
    },
  }
}

async function openBucket(directory: string, file: BucketFile): Promise<Bucket> {
  const { name, createdAt } = file
  const objects = await openObjectStore({
    directory: join(directory, 'objects'),
    logPath: join(directory, 'objects.log'),
  })
  const uploads = await openUploadStore(join(directory, 'uploads'))
  let { cors, lifecycle = null } = file
  const save = (next: Pick<BucketFile, 'cors' | 'lifecycle'>): Promise<void> =>
    replaceFile(join(directory, 'bucket.json'), JSON.stringify({ name, createdAt, ...next }))

  return {
    name,
    createdAt,
    objects,
    uploads,
    cors: () => cors,
    async setCors(next) {
      await save({ cors: next, lifecycle })
      cors = next
    },
    lifecycle: () => lifecycle,
    async setLifecycle(next) {
      await save({ cors, lifecycle: next })
      lifecycle = next
    },
  }
}

async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
