export interface TestFileOptions {
  /** @default 'report.zip' */
  readonly name?: string
  /** In bytes. */
  readonly size: number
  /** Another seed gives other bytes. @default 1 */
  readonly seed?: number
  /** Epoch milliseconds. @default the first day of 2025 */
  readonly lastModified?: number
  /** MIME type. @default 'application/zip' */
  readonly type?: string
}

/** A file whose bytes follow from its seed: the same options give the same bytes. */
export function createTestFile(options: TestFileOptions): File {
  const { name = 'report.zip', type = 'application/zip', size, seed } = options
  const { lastModified = Date.UTC(2025, 0, 1) } = options
  return new File([testBytes(size, seed)], name, { type, lastModified })
}

/** Bytes without a pattern (xorshift). */
export function testBytes(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(size / 4))
  let state = Math.imul(seed, 0x9e3779b1) || 1
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[index] = state
  }
  return new Uint8Array(words.buffer, 0, size)
}
