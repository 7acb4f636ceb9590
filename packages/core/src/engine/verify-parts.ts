import type { Crc64 } from '../model/crc64.ts'
import { partAt, type StoredPart } from '../model/part.ts'
import type { PartRecord } from '../ports/upload-journal.ts'
import { fileChanged } from './source.ts'
import { hold, type PartsContext } from './held-parts.ts'

/**
 * Reads the file's bytes of parts that were stored earlier and compares them. Resolves with the
 * numbers of those that nobody vouches for, to be sent again. Rejects with `file-changed` when the
 * journal says that the original file had other bytes there: splicing the two would make an object
 * that never existed.
 */
export async function verifyParts(
  context: PartsContext,
  parts: readonly StoredPart[],
): Promise<readonly number[]> {
  const { run, states } = context
  const differing: Pick<PartRecord, 'number' | 'crc64'>[] = []
  for (const part of parts) {
    run.signal.throwIfAborted()
    const { crc64, isStored } = await compare(context, part)
    if (!isStored) differing.push({ number: part.number, crc64 })
  }
  if (differing.length === 0) return []

  const { id, file } = run.memory.entry
  const records = new Map((await run.shared.journal.parts(id)).map((row) => [row.number, row]))
  for (const { number, crc64 } of differing) {
    // What the storage holds may be damaged; what was sent is what tells the original file.
    const original = records.get(number)
    if (original && original.crc64 !== crc64) throw fileChanged(file.name)
    states.repeated(number)
  }
  run.showParts(states)
  return differing.map(({ number }) => number)
}

/** CRC-64 of the file's bytes, and whether the stored part has the same. */
async function compare(
  context: PartsContext,
  part: StoredPart,
): Promise<{ readonly crc64: Crc64; readonly isStored: boolean }> {
  const { run, body, states } = context
  const { checksum } = run.shared.network
  const { start, end } = partAt(states.plan, part.number)
  const crc64 = await checksum.crc64(body.slice(start, end), run.signal)
  const byMd5 = part.crc64 === null
  const isStored = byMd5
    ? part.etag === (await checksum.md5(body.slice(start, end), run.signal))
    : part.crc64 === crc64
  if (isStored) {
    run.source.sent.set(part.number, { crc64, etag: part.etag })
    hold(context, part, byMd5 ? 'md5' : 'crc64')
  }
  return { crc64, isStored }
}
