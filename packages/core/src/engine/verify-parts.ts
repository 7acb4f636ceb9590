import type { Crc64 } from '../model/crc64.ts'
import { partAt, type StoredPart } from '../model/part.ts'
import { crc64OfRow, rowsOfParts, type RowOfParts } from '../model/rows-of-parts.ts'
import type { PartRecord } from '../ports/upload-journal.ts'
import { fileChanged } from './source.ts'
import { hold, type PartsContext } from './held-parts.ts'

/**
 * Bytes of small parts that are read at once: a read has a price of its own, which ten thousand
 * parts would pay ten thousand times.
 */
const bytesAtOnce = 16 * 1024 * 1024

type Differing = Pick<PartRecord, 'number' | 'crc64'>

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
  const differing: Differing[] = []
  for (const row of rowsOfParts(parts, bytesAtOnce))
    differing.push(...(await compareRow(context, row)))
  if (differing.length === 0) return []

  const { id, file } = run.memory.entry
  const records = new Map((await run.shared.journal.parts(id)).map((part) => [part.number, part]))
  for (const { number, crc64 } of differing) {
    // What the storage holds may be damaged; what was sent is what tells the original file.
    const original = records.get(number)
    if (original && original.crc64 !== crc64) throw fileChanged(file.name)
    states.repeated(number)
  }
  run.showParts(states)
  return differing.map(({ number }) => number)
}

/** Holds those of the row that are the file's; resolves with the others, read one by one to tell. */
async function compareRow(context: PartsContext, row: RowOfParts): Promise<readonly Differing[]> {
  const crc64 = await read(context, row, 'crc64')
  if (crc64 === crc64OfRow(row)) {
    for (const part of row) ours(context, part, { crc64: part.crc64 ?? crc64, by: 'crc64' })
    return []
  }
  if (row.length === 1) return await compareAlone(context, row[0], crc64)

  const differing: Differing[] = []
  for (const part of row) differing.push(...(await compareRow(context, [part])))
  return differing
}

async function compareAlone(
  context: PartsContext,
  part: StoredPart,
  crc64: Crc64,
): Promise<readonly Differing[]> {
  const isOurs = part.crc64 === null && part.etag === (await read(context, [part], 'md5'))
  if (!isOurs) return [{ number: part.number, crc64 }]
  ours(context, part, { crc64, by: 'md5' })
  return []
}

/** Digest of the file's bytes from the row's first to its last. */
function read(
  { run, body, states }: PartsContext,
  row: RowOfParts,
  digest: 'crc64' | 'md5',
): Promise<string> {
  run.signal.throwIfAborted()
  const { start } = partAt(states.plan, row[0].number)
  const { end } = partAt(states.plan, row[0].number + row.length - 1)
  return run.shared.network.checksum[digest](body.slice(start, end), run.signal)
}

function ours(
  context: PartsContext,
  part: StoredPart,
  { crc64, by }: { readonly crc64: Crc64; readonly by: 'crc64' | 'md5' },
): void {
  context.run.source.sent.set(part.number, { crc64, etag: part.etag })
  hold(context, part, by)
}
