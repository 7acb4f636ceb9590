import { UploadError } from '../../model/upload-error.ts'
import { testBytes } from '../test-files.ts'

export const kB = 1024

/**
 * - `original`: the document as it is on disk now.
 * - `lookAlike`: same name, size and time; differs only where no sample is taken.
 * - `sampledLookAlike`: same name, size and time; the samples tell.
 * - `renamed`: the same bytes under another name and time.
 * - `otherSize`: the same name, one byte more.
 */
export type Variant = 'original' | 'lookAlike' | 'sampledLookAlike' | 'renamed' | 'otherSize'

/** Bytes that somebody may choose. The same object stands for the same bytes and facts. */
export interface FileContent {
  /** For people who read a story. */
  readonly label: string
  readonly name: string
  /** Epoch milliseconds. */
  readonly lastModified: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * Sizes against parts of 26 kB: eight parts, with gaps between the samples of the fingerprint; three
 * parts and one byte; exactly one part; far less than one; nothing.
 */
const documents = [
  { name: 'big.bin', size: 208 * kB },
  { name: 'odd.bin', size: 78 * kB + 1 },
  { name: 'one.bin', size: 26 * kB },
  { name: 'tiny.txt', size: 5 },
  { name: 'empty', size: 0 },
] as const

/** A byte of `big.bin` between the first sample and the second. */
const unsampled = 66 * kB

/** The disk of a person: documents that can be picked, and edited behind the page's back. */
export class Shelf {
  readonly #versions = documents.map(() => 1)

  get count(): number {
    return documents.length
  }

  pick(document: number, variant: Variant): SimulatedFile {
    const index = document % documents.length
    const version = this.#versions[index] ?? 1
    const isCurrent = () => this.#versions[index] === version
    return new SimulatedFile(contentOf(index, version, variant), isCurrent)
  }

  /** The document that a file of this name is, or is a copy of. */
  pickByName(name: string, variant: Variant): SimulatedFile {
    return this.pick(
      Math.max(
        0,
        documents.findIndex((one) => name.endsWith(one.name)),
      ),
      variant,
    )
  }

  /** Other bytes, and every file that was picked before can no longer be read. */
  edit(document: number): string {
    const index = document % documents.length
    this.#versions[index] = (this.#versions[index] ?? 1) + 1
    return documents[index]?.name ?? ''
  }

  /** A copy of what was once picked. */
  copyOf(content: FileContent): SimulatedFile {
    return new SimulatedFile(content, () => true)
  }
}

/** A file in memory whose reads need no turn of the event loop. */
export class SimulatedFile extends File {
  readonly content: FileContent
  readonly #isCurrent: () => boolean

  constructor(content: FileContent, isCurrent: () => boolean) {
    super([], content.name, { lastModified: content.lastModified })
    this.content = content
    this.#isCurrent = isCurrent
  }

  override get size(): number {
    return this.content.bytes.length
  }

  override slice(start = 0, end: number = this.size): Blob {
    return new Slice(this.content.bytes.subarray(start, end), this.#isCurrent)
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.slice().arrayBuffer()
  }
}

/** The bytes of a simulated file or of a slice of one, whether or not the page could still read them. */
export function bytesOf(body: Blob): Uint8Array {
  if (body instanceof SimulatedFile) return body.content.bytes
  if (body instanceof Slice) return body.content
  throw new TypeError('Only files from the shelf are simulated.')
}

class Slice extends Blob {
  readonly content: Uint8Array<ArrayBuffer>
  readonly #isCurrent: () => boolean

  constructor(bytes: Uint8Array<ArrayBuffer>, isCurrent: () => boolean) {
    super([])
    this.content = bytes
    this.#isCurrent = isCurrent
  }

  override get size(): number {
    return this.content.length
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    if (!this.#isCurrent())
      throw new UploadError('file-changed', 'The file was changed on disk. Choose it again.')
    return this.content.slice().buffer
  }
}

/** Made once: bytes are never written to after that, so that runs can share them. */
const contents = new Map<string, FileContent>()

function contentOf(index: number, version: number, variant: Variant): FileContent {
  const { name } = documents[index] ?? documents[0]
  const label = `${name} v${version}${variant === 'original' ? '' : `, ${variant}`}`
  const known = contents.get(label)
  if (known) return known
  const content = makeContent(index, version, variant, label)
  contents.set(label, content)
  return content
}

function makeContent(index: number, version: number, variant: Variant, label: string): FileContent {
  const { name, size } = documents[index] ?? documents[0]
  const lastModified = Date.UTC(2025, 0, version)
  const bytes = testBytes(variant === 'otherSize' ? size + 1 : size, 100 * (index + 1) + version)
  if (variant === 'lookAlike') flip(bytes, size > unsampled ? unsampled : size >> 1)
  if (variant === 'sampledLookAlike') flip(bytes, 0)
  if (variant === 'renamed') return { label, name: `copy of ${name}`, lastModified: 0, bytes }
  return { label, name, lastModified, bytes }
}

function flip(bytes: Uint8Array, index: number): void {
  if (index < bytes.length) bytes[index] = (bytes[index] ?? 0) ^ 1
}
