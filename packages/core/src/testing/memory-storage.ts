import type { PartLimits, StoredPart } from '../model/part.ts'
import type { ObjectFacts } from '../model/stored-object.ts'
import { UploadError } from '../model/upload-error.ts'
import type {
  NameRequest,
  ObjectStorage,
  ObjectTarget,
  RemoteUpload,
  SendCall,
  StorageCall,
} from '../ports/object-storage.ts'
import type { StorageOperation } from '../ports/uploader.ts'
import { CallLog } from './call-log.ts'
import { createDigests, type Digests } from './digests.ts'
import { createFaultPlan, type FaultPlan } from './fault-plan.ts'
import {
  MemoryBucket,
  multipartEtag,
  type MemoryObject,
  type MemoryUpload,
} from './memory-bucket.ts'
import { createMemoryLink, type MemoryLink } from './memory-link.ts'
import { carry, type Carried } from './memory-wire.ts'
import { duringRealWork } from './virtual-clock.ts'

export interface MemoryStorageOptions {
  /** @default 'memory' */
  readonly id?: string
  /** @default those of OSS, except that a part may have as little as one byte */
  readonly limits?: Partial<PartLimits>
  /** Parts on a page of `listParts`. @default 1000 */
  readonly pageSize?: number
  /** How fast the body of every request leaves. @default Infinity */
  readonly bytesPerSecond?: number
  /** Connections of their own speed, instead. */
  readonly link?: MemoryLink
  /** What CORS keeps from the page. @default nothing */
  readonly hide?: HiddenFacts
  /** Whether it lists unfinished uploads, as an application's server may. @default false */
  readonly listsUnfinished?: boolean
}

export interface HiddenFacts {
  /** The CRC-64 in the headers of every answer. */
  readonly crc64?: boolean
  /** The ETag in the headers of every answer; Complete and lists carry it in their body. */
  readonly etag?: boolean
  /** The CRC-64 of parts in lists, which older answers leave out. */
  readonly listedCrc64?: boolean
}

/** A storage with a window into it. */
export interface MemoryStorage extends ObjectStorage {
  readonly faults: FaultPlan
  readonly log: CallLog
  /** Pages of `listParts` that were read. */
  readonly listedPages: number
  /** By key. */
  readonly objects: ReadonlyMap<string, MemoryObject>
  /** Neither completed nor discarded, by upload id. */
  readonly uploads: ReadonlyMap<string, MemoryUpload>
}

interface Request {
  readonly op: StorageOperation
  readonly key: string
  readonly upload?: RemoteUpload
  readonly part?: number
  readonly body?: Blob
}

const GiB = 1024 ** 3
const nothing = new Blob([])

/**
 * A whole object storage in memory, as strict as OSS: upload ids are never used again, digests are
 * computed from the bytes that arrived, and Complete checks every part. What goes wrong on the way
 * is planned with `faults`. All waiting is on the clock of the call.
 */
export function createMemoryStorage(options: MemoryStorageOptions = {}): MemoryStorage {
  const { id = 'memory', pageSize = 1000, bytesPerSecond = Infinity, hide = {} } = options
  const { listsUnfinished = false, link = linkOf(bytesPerSecond) } = options
  const limits: PartLimits = {
    minPartSize: 1,
    maxPartSize: 5 * GiB,
    maxParts: 10_000,
    maxWholeSize: 5 * GiB,
    ...options.limits,
  }
  const bucket = new MemoryBucket(limits)
  const faults = createFaultPlan()
  const log = new CallLog()
  let digests: Promise<Digests> | undefined
  const openedAt = new Map<string, number>()
  let named = 0
  let listedPages = 0

  return {
    id,
    limits,
    faults,
    log,
    objects: bucket.objects,
    uploads: bucket.uploads,
    get listedPages() {
      return listedPages
    },

    nameObject({ file, key, headers }: NameRequest): ObjectTarget {
      named += 1
      const target = key ?? `uploads/${named}/${file.relativePath || file.name}`
      assertKey(target)
      const type = file.type || 'application/octet-stream'
      return { key: target, headers: { 'Content-Type': type, ...headers } }
    },

    open: (target, call) =>
      perform({ op: 'open', key: target.key }, call, () => {
        const upload = bucket.open(target)
        openedAt.set(upload.uploadId, call.network.clock.now())
        return upload
      }),

    sendPart: (upload, { number }, body, call) =>
      perform(
        { op: 'sendPart', key: upload.key, upload, part: number, body },
        call,
        ({ arrived, sent }, hashes) => {
          const stored = bucket.putPart(upload, number, arrived, hashes)
          const sentCrc64 = arrived === sent ? stored.crc64 : hashes.crc64([sent])
          return { ...inHeaders(listed(stored)), sentCrc64 }
        },
      ),

    listParts: (upload, call) =>
      perform({ op: 'listParts', key: upload.key, upload }, call, () => {
        const parts = bucket.listParts(upload)
        listedPages += Math.max(1, Math.ceil(parts.length / pageSize))
        return parts.map((part) => ({ ...listed(part), ...(hide.listedCrc64 && { crc64: null }) }))
      }),

    complete: (upload, parts, _target, call) =>
      perform({ op: 'complete', key: upload.key, upload }, call, (_carried, hashes) => {
        const facts = factsOf(bucket.complete(upload, parts, hashes))
        return { ...inHeaders(facts), etag: facts.etag }
      }),

    discard: (upload, call) =>
      perform({ op: 'discard', key: upload.key, upload }, call, () => bucket.discard(upload)),

    sendWhole: (target, body, call) =>
      perform({ op: 'sendWhole', key: target.key, body }, call, ({ arrived, sent }, hashes) => {
        const facts = factsOf(bucket.putObject(target, arrived, hashes))
        return { ...inHeaders(facts), sentCrc64: hashes.crc64([sent]) }
      }),

    findObject: (key, call) =>
      perform({ op: 'findObject', key }, call, () => {
        const object = bucket.objects.get(key)
        return object ? inHeaders(factsOf(object)) : null
      }),

    ...(listsUnfinished && {
      listUnfinished: (call: StorageCall) =>
        perform({ op: 'listUnfinished', key: '' }, call, () =>
          Array.from(bucket.uploads.values(), ({ key, uploadId }) => ({
            key,
            uploadId,
            startedAt: openedAt.get(uploadId) ?? 0,
          })),
        ),
    }),

    objectEtag: async (partEtags, { clock }) =>
      multipartEtag(partEtags, await duringRealWork(clock, loadDigests())),
  }

  async function perform<Answer>(
    request: Request,
    call: SendCall,
    act: (carried: Carried, hashes: Digests) => Answer,
  ): Promise<Answer> {
    const { op, key, upload, part, body = nothing } = request
    const { clock } = call.network
    const about = { op, ...(part !== undefined && { part }) }
    const struck = faults.take({ ...about, at: clock.elapsed() })
    const size = body.size
    const end = log.begin({ ...about, key, size, startedAt: clock.elapsed() })
    const connection = link?.take() ?? null
    try {
      const hashes = await duringRealWork(clock, loadDigests())
      const wire = { body, call, faults: struck, connection, ...(part && { part }) }
      const answer = await carry(wire, (carried) => {
        if (upload && struck.some(({ effect }) => effect === 'forget')) bucket.discard(upload)
        return act(carried, hashes)
      })
      connection?.release()
      end('ok')
      return answer
    } catch (thrown) {
      // Refused: the answer has come. Stopped: the connection is closed with the request.
      if (!call.signal.aborted) connection?.release()
      end(call.signal.aborted ? 'aborted' : UploadError.from(thrown).code)
      throw thrown
    }
  }

  function loadDigests(): Promise<Digests> {
    digests ??= createDigests()
    return digests
  }

  function inHeaders<Facts extends Pick<StoredPart, 'crc64' | 'etag'>>(facts: Facts): Facts {
    return { ...facts, ...(hide.crc64 && { crc64: null }), ...(hide.etag && { etag: null }) }
  }
}

function linkOf(bytesPerSecond: number): MemoryLink | undefined {
  return Number.isFinite(bytesPerSecond) ? createMemoryLink(() => () => bytesPerSecond) : undefined
}

function assertKey(key: string): void {
  const size = new TextEncoder().encode(key).length
  if (size > 0 && size <= 1023 && !/^[/\\]/.test(key)) return
  throw new UploadError('invalid-key', `A key has 1 to 1023 bytes and no slash in front: "${key}".`)
}

function listed({ number, size, etag, crc64 }: StoredPart): StoredPart {
  return { number, size, etag, crc64 }
}

function factsOf({ key, bytes, etag, crc64 }: MemoryObject): ObjectFacts {
  return { key, size: bytes.length, etag, crc64, url: `memory:${encodeURI(key)}` }
}
