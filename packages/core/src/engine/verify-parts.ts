import { partAt, type StoredPart } from '../model/part.ts'
import type { PartRecord } from '../ports/upload-journal.ts'
import { fileChanged } from './source.ts'
import { hold, type PartsContext } from './held-parts.ts'

/**
 * Reads the file's bytes of parts that were stored earlier and compares them. Resolves with the
 * numbers of those that nobody vouches for, to be sent again. Rejects with `file-changed` when the
 * journal says that a stored part came from the original file and this file differs: splicing the
 * two would make an object that never existed.
 */
export async function verifyParts(
  context: PartsContext,
  parts: readonly StoredPart[],
): Promise<readonly number[]> {
  const { run, states } = context
  const differing: StoredPart[] = []
  for (const part of parts) {
    run.signal.throwIfAborted()
    if (!(await isOwn(context, part))) differing.push(part)
  }
  if (differing.length === 0) return []

  const { id, file } = run.memory.entry
  const records = new Map((await run.shared.journal.parts(id)).map((row) => [row.number, row]))
  for (const part of differing) {
    if (isRecorded(part, records.get(part.number))) throw fileChanged(file.name)
    states.repeated(part.number)
  }
  run.showParts(states)
  return differing.map(({ number }) => number)
}

async function isOwn(context: PartsContext, part: StoredPart): Promise<boolean> {
  const { run, body, plan } = context
  const { checksum } = run.shared.network
  const { start, end } = partAt(plan, part.number)
  const crc64 = await checksum.crc64(body.slice(start, end), run.signal)
  const byMd5 = part.crc64 === null
  const same = byMd5
    ? part.etag === (await checksum.md5(body.slice(start, end), run.signal))
    : part.crc64 === crc64
  if (!same) return false
  run.source.sent.set(part.number, { crc64, etag: part.etag })
  hold(context, part, byMd5 ? 'md5' : 'crc64')
  return true
}

function isRecorded(part: StoredPart, record: PartRecord | undefined): boolean {
  if (!record) return false
  return part.crc64 === null ? part.etag === record.etag : part.crc64 === record.crc64
}
