const blockSize = 64_000

/** A file of this many bytes: one random block, over and over. */
export function createTestFile(size: number): File {
  const block = crypto.getRandomValues(new Uint8Array(blockSize))
  const blocks = Array.from({ length: Math.ceil(size / blockSize) }, () => block)
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(8, 14)
  return new File(blocks, `random-${stamp}.bin`, { type: 'application/octet-stream' })
}
