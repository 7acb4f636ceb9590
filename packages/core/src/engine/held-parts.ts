import type { Crc64 } from '../model/crc64.ts'
import type { StoredPart } from '../model/part.ts'
import type { PartStates } from '../model/parts-view.ts'
import type { RemoteUpload } from '../ports/object-storage.ts'
import type { SendingRun } from './run.ts'
import { requestStorage } from './storage-request.ts'

/** A part that the storage holds, and how we know that its bytes are ours. */
export interface HeldPart extends StoredPart {
  /** Of the file's bytes. */
  readonly ownCrc64: Crc64
  readonly compared: 'crc64' | 'md5' | 'no'
}

/** What storing the parts of one remote upload works with. */
export interface PartsContext {
  readonly run: SendingRun
  readonly body: Blob
  readonly remote: RemoteUpload
  readonly states: PartStates
  readonly held: Map<number, HeldPart>
}

/** Parts whose bytes are known from sending or reading them. */
export function hold(
  { run, held }: PartsContext,
  part: StoredPart,
  compared: HeldPart['compared'] = part.crc64 === null ? 'no' : 'crc64',
): HeldPart {
  const ownCrc64 = run.source.sent.get(part.number)?.crc64 ?? part.crc64 ?? ''
  const known: HeldPart = { ...part, ownCrc64, compared }
  held.set(part.number, known)
  return known
}

export function listParts({ run, remote }: PartsContext): Promise<readonly StoredPart[]> {
  return requestStorage(run, { op: 'listParts', kind: 'control' }, (call) =>
    run.shared.storage.listParts(remote, call),
  )
}
