import type { StoredObject } from '../model/stored-object.ts'
import { describeFile } from './describe-file.ts'
import { findExpected, rememberedEtags } from './find-object.ts'
import type { SendingRun } from './run.ts'
import { assertSameFile, digestSamples, fileChanged, prepareBody } from './source.ts'

/** The file must be the one that the upload began with; the first time, its samples are taken. */
export async function checkFile(run: SendingRun): Promise<void> {
  const { memory, shared, signal, source } = run
  const chosen = describeFile(source.file)
  if (source.isReopened && chosen.size !== memory.entry.file.size)
    throw fileChanged(memory.entry.file.name)
  const isFirst = memory.entry.digests.length === 0
  // A file that goes in one request leaves nothing behind to be spliced with.
  const isWhole = isFirst && source.file.size <= shared.sizes.simpleUploadLimit
  const digests = isWhole ? [] : await digestSamples(source.file, shared, signal)
  assertSameFile(memory.entry, chosen, digests)
  if (isFirst && !isWhole) await memory.save({ digests })
}

/**
 * The object was finished by an earlier visit or by another tab, perhaps from a look-alike: what is
 * chosen here is done only if it is the same, byte for byte.
 */
export async function assertIsFile(
  run: SendingRun,
  { size, crc64 }: Pick<StoredObject, 'size' | 'crc64'>,
): Promise<void> {
  const body = await prepareBody(run.source, run.shared, run.signal)
  const isSame =
    body.size === size && (await run.shared.network.checksum.crc64(body, run.signal)) === crc64
  if (!isSame) throw fileChanged(run.memory.entry.file.name)
}

/**
 * The object of this very file, if it is there without anybody having said so: its Complete arrived
 * late, or the tab that finished it died before a word. Asked before anything is sent anew.
 */
export async function findOwnObject(run: SendingRun): Promise<StoredObject | null> {
  const { memory, shared, signal } = run
  if (memory.entry.key === '') return null
  const body = await prepareBody(run.source, run.shared, run.signal)
  const crc64 = await shared.network.checksum.crc64(body, signal)
  return findExpected(run, { size: body.size, crc64 }, await rememberedEtags(run))
}
