import { describeFile } from './describe-file.ts'
import { assertSameFile, digestSamples } from './source.ts'
import type { SendingRun } from './run.ts'

/**
 * Rejects with `file-changed` when the file's samples are no longer those that the upload began
 * with. Chromium refuses to read a file that was replaced on disk; Firefox and WebKit go on with the
 * new bytes, and parts of two files would become one object whose checksums all agree.
 */
export async function assertStillSame({
  memory,
  shared,
  signal,
  source,
}: SendingRun): Promise<void> {
  const digests = await digestSamples(source.file, shared, signal)
  assertSameFile(memory.entry, describeFile(source.file), digests)
}
