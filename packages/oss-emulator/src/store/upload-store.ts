import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { OssError } from '../oss-error.ts'
import { createKeyedLock } from './keyed-lock.ts'
import type { MultipartUpload, PartFile, StoredPart } from './multipart-upload.ts'
import { readPartFile, partNameOf } from './part-file.ts'
import { replaceFile } from './replace-file.ts'
import type { ReceivedBytes } from './write-bytes.ts'

export type NewUpload = Omit<MultipartUpload, 'id'>

/** The open multipart uploads of one bucket. */
export interface UploadStore {
  initiate(upload: NewUpload): Promise<MultipartUpload>
  /** Throws `NoSuchUpload`. */
  find(target: UploadTarget): MultipartUpload
  /** Ascending by number. */
  parts(upload: MultipartUpload): readonly PartFile[]
  /** Takes over the file of the bytes; replaces an earlier part of the same number. */
  storePart(part: NewPart, bytes: ReceivedBytes): Promise<StoredPart>
  /** Runs the action with the parts held still, then forgets the upload; if the action throws, all stays. */
  complete<Result>(target: UploadTarget, action: CompleteAction<Result>): Promise<Result>
  /** Removes the upload and its parts. */
  abort(target: UploadTarget): Promise<void>
  /** All open uploads, in no order. */
  all(): Iterable<MultipartUpload>
}

/** An upload that a request names. */
export interface UploadTarget {
  readonly key: string
  readonly id: string
  /** Detail code of `NoSuchUpload`; OSS has one per operation. */
  readonly ec: string
}

export interface NewPart extends UploadTarget {
  readonly number: number
  readonly storedAt: number
}

export type CompleteAction<Result> = (
  upload: MultipartUpload,
  parts: ReadonlyMap<number, PartFile>,
) => Promise<Result>

interface OpenUpload {
  readonly upload: MultipartUpload
  readonly parts: Map<number, PartFile>
}

const uploadFile = 'upload.json'

export async function openUploadStore(directory: string): Promise<UploadStore> {
  await mkdir(directory, { recursive: true })
  const lock = createKeyedLock()
  const uploads = await readUploads(directory)

  function findOpen({ key, id, ec }: UploadTarget): OpenUpload {
    const open = uploads.get(id)
    if (open?.upload.key === key) return open
    const message =
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.'
    throw new OssError(404, 'NoSuchUpload', message, { ec, details: { UploadId: id } })
  }

  async function forget(id: string): Promise<void> {
    uploads.delete(id)
    await rm(join(directory, id), { recursive: true, force: true })
  }

  return {
    async initiate(fields) {
      const upload = { id: randomBytes(16).toString('hex').toUpperCase(), ...fields }
      await mkdir(join(directory, upload.id))
      await replaceFile(join(directory, upload.id, uploadFile), JSON.stringify(upload))
      uploads.set(upload.id, { upload, parts: new Map() })
      return upload
    },

    find: (target) => findOpen(target).upload,

    parts: ({ id }) =>
      [...(uploads.get(id)?.parts.values() ?? [])].toSorted((a, b) => a.number - b.number),

    storePart: (target, { path: receivedPath, size, etag, crc64 }) =>
      lock.run(target.id, async () => {
        const { parts } = findOpen(target)
        const { number, storedAt } = target
        const before = parts.get(number)
        const part: StoredPart = { number, size, etag, crc64, storedAt }
        const path = join(directory, target.id, partNameOf(part))
        await rename(receivedPath, path)
        parts.set(number, { ...part, path })
        if (before !== undefined && before.path !== path) await rm(before.path, { force: true })
        return part
      }),

    complete: (target, action) =>
      lock.run(target.id, async () => {
        const { upload, parts } = findOpen(target)
        const result = await action(upload, parts)
        await forget(target.id)
        return result
      }),

    abort: (target) =>
      lock.run(target.id, async () => {
        findOpen(target)
        await forget(target.id)
      }),

    *all() {
      for (const { upload } of uploads.values()) yield upload
    },
  }
}

async function readUploads(directory: string): Promise<Map<string, OpenUpload>> {
  const uploads = new Map<string, OpenUpload>()
  for (const id of await readdir(directory)) {
    const folder = join(directory, id)
    const names = await readdir(folder)
    if (!names.includes(uploadFile)) {
      // The emulator ended between making the folder and naming the upload: nobody knows its id.
      await rm(folder, { recursive: true })
      continue
    }
    // Only this store writes into the directory.
    const upload = JSON.parse(await readFile(join(folder, uploadFile), 'utf8')) as MultipartUpload
    uploads.set(id, { upload, parts: await readParts(folder, names) })
  }
  return uploads
}

async function readParts(folder: string, names: readonly string[]): Promise<Map<number, PartFile>> {
  const parts = new Map<number, PartFile>()
  for (const name of names) {
    const path = join(folder, name)
    const part = await readPartFile(path)
    if (part === null) continue
    const other = parts.get(part.number)
    if (other !== undefined && other.storedAt > part.storedAt) continue
    parts.set(part.number, { ...part, path })
  }
  return parts
}
