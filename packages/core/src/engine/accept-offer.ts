import { identityOf } from '../model/fingerprint.ts'
import { fittingPlans } from '../model/fitting-plans.ts'
import { partAt, type PartPlan, type StoredPart } from '../model/part.ts'
import { toFailure, UploadError } from '../model/upload-error.ts'
import type { JournalEntry, PartRecord } from '../ports/upload-journal.ts'
import { describeFile } from './describe-file.ts'
import type { SendingRun } from './run.ts'
import { digestSamples, prepareBody } from './source.ts'
import { requestStorage } from './storage-request.ts'

/** An upload that another browser began: the storage knows it, and no journal knows its plan. */
export function isOffered({ remote, partSize }: JournalEntry): boolean {
  return remote !== null && partSize === 0
}

/**
 * Makes an upload that another browser began our own, if the file's bytes are those that are stored:
 * the journal learns plan and file before anything is sent. Rejects with `wrong-file` otherwise, and
 * leaves no trace.
 */
export async function acceptOffer(run: SendingRun): Promise<void> {
  const { memory, shared, source, signal } = run
  if (!isOffered(memory.entry)) return
  const { key, group } = memory.entry
  const body = await prepareBody(source, shared, signal)
  const accepted = await findPlan(run, body)

  const file = describeFile(source.file)
  await memory.save(
    {
      file,
      ...shared.storage.nameObject({ file, key }),
      identity: identityOf(shared.storage.id, group, file),
      digests: await digestSamples(source.file, shared, signal),
      owner: shared.tabs.id,
      ...(accepted
        ? { state: 'open', partSize: accepted.plan.partSize, recuts: accepted.plan.recuts }
        : { state: 'queued', remote: null }),
    },
    'strict',
  )
  for (const record of accepted?.records ?? []) {
    source.sent.set(record.number, record)
    memory.recordPart(record)
  }
  run.showFile(file)
}

interface AcceptedPlan {
  readonly plan: PartPlan
  readonly records: readonly PartRecord[]
}

/** `null` when the storage no longer knows the upload: then the file is sent anew. */
async function findPlan(run: SendingRun, body: Blob): Promise<AcceptedPlan | null> {
  const { storage } = run.shared
  const stored = await listStored(run)
  if (!stored) return null
  for (const plan of fittingPlans(stored, body.size, storage.limits)) {
    const records = await compare(run, body, plan, stored)
    if (records) return { plan, records }
  }
  const { name } = describeFile(run.source.file)
  throw new UploadError(
    'wrong-file',
    `“${name}” is not the file whose upload was begun in another browser: its bytes are not those ` +
      `that are stored. Choose the original file.`,
  )
}

async function listStored(run: SendingRun): Promise<readonly StoredPart[] | null> {
  const { remote } = run.memory.entry
  if (!remote) return null
  try {
    return await requestStorage(run, { op: 'listParts', kind: 'control' }, (call) =>
      run.shared.storage.listParts(remote, call),
    )
  } catch (thrown) {
    if (!(thrown instanceof UploadError) || thrown.code !== 'upload-gone') throw thrown
    run.emit({ type: 'reopened', reason: toFailure(thrown) })
    return null
  }
}

/** `null` at the first part that is not the file's own. */
async function compare(
  { shared, signal }: SendingRun,
  body: Blob,
  plan: PartPlan,
  stored: readonly StoredPart[],
): Promise<readonly PartRecord[] | null> {
  const { checksum, clock } = shared.network
  const records: PartRecord[] = []
  for (const { number, size, etag, crc64: storedCrc64 } of stored) {
    const { start: offset, end } = partAt(plan, number)
    const bytes = body.slice(offset, end)
    const crc64 = await checksum.crc64(bytes, signal)
    const isSame =
      storedCrc64 === null ? etag === (await checksum.md5(bytes, signal)) : storedCrc64 === crc64
    if (!isSame) return null
    records.push({ number, offset, size, etag, crc64, storedAt: clock.now() })
  }
  return records
}
