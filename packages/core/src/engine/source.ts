import type { Crc64 } from '../model/crc64.ts'
import { sampleRanges } from '../model/fingerprint.ts'
import type { SentPart } from '../model/reconcile.ts'
import { UploadError } from '../model/upload-error.ts'
import type { FileInfo } from '../model/upload-phase.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import { untilAborted } from './linked-abort.ts'
import type { Shared } from './shared.ts'

/**
 * The file as somebody chose it, for as long as this very object is alive. What was sent from it is
 * trusted without reading it again.
 */
export class Source {
  readonly file: File | Blob
  /** Parts handed to the network from this file, by number. */
  readonly sent: Map<number, SentPart> = new Map()
  /** Nobody chose it now: it is what lies at the place where the file was. */
  readonly isReopened: boolean
  /** Bytes sent once more because a connection was slow, over all runs. */
  sentTwice = 0
  #body: Blob | null = null

  constructor(file: File | Blob, isReopened = false) {
    this.file = file
    this.isReopened = isReopened
  }

  /** The bytes to send: prepared once, so that all parts come from the same bytes. */
  async body({ prepare }: Pick<Shared, 'prepare'>, signal: AbortSignal): Promise<Blob> {
    this.#body ??= prepare ? await prepare(this.file, signal) : this.file
    return this.#body
  }
}

/** The bytes to send. Rejects with a sentence when the application's `prepare` fails. */
export async function prepareBody(
  source: Source,
  shared: Pick<Shared, 'prepare'>,
  signal: AbortSignal,
): Promise<Blob> {
  try {
    return await untilAborted(source.body(shared, signal), signal)
  } catch (thrown) {
    signal.throwIfAborted()
    if (thrown instanceof UploadError) throw thrown
    throw new UploadError('unexpected', 'The file could not be prepared for sending. Try again.', {
      cause: thrown,
    })
  }
}

/** CRC-64 of the samples that tell look-alikes apart. */
export function digestSamples(
  body: Blob,
  { network }: Pick<Shared, 'network'>,
  signal: AbortSignal,
): Promise<readonly Crc64[]> {
  return Promise.all(
    sampleRanges(body.size).map(([start, end]) =>
      network.checksum.crc64(body.slice(start, end), signal),
    ),
  )
}

/**
 * Refuses a file that is not the one that the upload began with: `wrong-file` where it is plainly
 * another, `file-changed` where only its bytes tell. Phones change name and time of the same photo,
 * so these decide only while there are no digests.
 */
export function assertSameFile(
  entry: JournalEntry,
  chosen: FileInfo,
  digests: readonly Crc64[],
): void {
  const { file } = entry
  const looksSame = chosen.name === file.name && chosen.lastModified === file.lastModified
  if (chosen.size !== file.size)
    throw new UploadError(
      'wrong-file',
      `“${chosen.name}” has ${chosen.size} bytes, the interrupted upload of “${file.name}” has ` +
        `${file.size}. Choose the original file.`,
    )
  if (entry.digests.length === 0) {
    if (chosen.name === file.name || chosen.lastModified === file.lastModified) return
    throw new UploadError(
      'wrong-file',
      `“${chosen.name}” is not “${file.name}”, whose upload was interrupted. Choose the original file.`,
    )
  }
  if (entry.digests.join() === digests.join()) return
  if (looksSame) throw fileChanged(file.name)
  const original = chosen.name === file.name ? 'the file of that name' : `“${file.name}”,`
  throw new UploadError(
    'wrong-file',
    `“${chosen.name}” has other content than ${original} whose upload was interrupted. ` +
      `Choose the original file.`,
  )
}

export function fileChanged(name: string): UploadError {
  return new UploadError(
    'file-changed',
    `“${name}” changed since its upload began. Start over, or choose the original file.`,
  )
}
