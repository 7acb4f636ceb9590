import type { StoredPart } from '../model/part.ts'
import { UploadError } from '../model/upload-error.ts'
import type {
  Network,
  ObjectStorage,
  ObjectTarget,
  RemoteUpload,
  SendCall,
} from '../ports/object-storage.ts'
import { createDigests, type Digests } from './digests.ts'
import { testBytes } from './test-files.ts'

export interface ObjectStorageSetUp {
  /** Every header of its answers is exposed. */
  readonly storage: ObjectStorage
  readonly network: Network
  /** Where keys have to begin. @default 'contract/' */
  readonly keyPrefix?: string
  /** How many parts a page of a list has: then one more is sent and listed. */
  readonly partsOnPage?: number
}

/** What the rules of `ObjectStorage` are checked with. */
export interface StorageBench extends Required<ObjectStorageSetUp> {
  readonly call: SendCall
  readonly digests: Digests
  /** A key that nobody used before. */
  readonly target: ObjectTarget
  readonly nameTarget: (fileName: string) => ObjectTarget
  readonly send: (
    upload: RemoteUpload,
    number: number,
    bytes: Uint8Array<ArrayBuffer>,
    onProgress?: (sentBytes: number) => void,
  ) => Promise<SentPart>
  /** How every call that names the upload ends: `ok`, or the code of its error. */
  readonly fateOf: (upload: RemoteUpload) => Promise<UploadFate>
}

export type UploadFate = Readonly<Record<'list' | 'send' | 'complete' | 'discard', string>>

/** What becomes of the calls when the storage does not know the upload. */
export const gone: UploadFate = {
  list: 'upload-gone',
  send: 'upload-gone',
  complete: 'upload-gone',
  discard: 'ok',
}

export interface SentPart extends StoredPart {
  readonly etag: string
  readonly sentCrc64: string
}

export async function createStorageBench(given: ObjectStorageSetUp): Promise<StorageBench> {
  const { storage, network, keyPrefix = 'contract/', partsOnPage = 2 } = given
  const call: SendCall = { signal: new AbortController().signal, network }
  const digests = await createDigests()
  const target = nameTarget('report.zip')
  const rest = { keyPrefix, partsOnPage, call, digests, target }
  return { storage, network, ...rest, nameTarget, send, fateOf }

  function nameTarget(fileName: string): ObjectTarget {
    const file = { name: fileName, size: 1, type: '', lastModified: 1, relativePath: '' }
    const unique = Math.random().toString(36).slice(2)
    return storage.nameObject({ file, key: `${keyPrefix}${unique}/${fileName}` })
  }

  async function send(
    upload: RemoteUpload,
    number: number,
    bytes: Uint8Array<ArrayBuffer>,
    onProgress?: (sentBytes: number) => void,
  ): Promise<SentPart> {
    const part = { number, start: 0, end: bytes.length }
    const own = { ...call, ...(onProgress && { onProgress }) }
    const stored = await storage.sendPart(upload, part, new Blob([bytes]), own)
    return { ...stored, etag: stored.etag ?? '' }
  }

  async function fateOf(upload: RemoteUpload): Promise<UploadFate> {
    const bytes = testBytes(1_000)
    const named = [{ number: 1, etag: digests.md5([bytes]) }]
    return {
      list: await outcomeOf(storage.listParts(upload, call)),
      send: await outcomeOf(send(upload, 1, bytes)),
      complete: await outcomeOf(storage.complete(upload, named, target, call)),
      discard: await outcomeOf(storage.discard(upload, call)),
    }
  }
}

function outcomeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'ok',
    (thrown: unknown) => UploadError.from(thrown).code,
  )
}
