import type { Hasher } from './hasher.ts'

const blockSize = 64

/** Where the length of the message begins in its last block. */
const lengthOffset = 56

/** MD5 (RFC 1321) in lower-case hex, without WebAssembly. */
export function createPlainMd5(): Hasher {
  const words = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476])
  const pending = new Uint8Array(blockSize)
  let length = 0

  function update(bytes: Uint8Array): void {
    let read = 0
    while (read < bytes.length) {
      const filled = length % blockSize
      const taken = bytes.subarray(read, read + blockSize - filled)
      pending.set(taken, filled)
      read += taken.length
      length += taken.length
      if (length % blockSize === 0) addBlock(words, pending)
    }
  }

  return {
    update,
    digest: () => {
      const bits = BigInt(length) * 8n
      const filled = length % blockSize
      const zeros = (filled < lengthOffset ? lengthOffset : lengthOffset + blockSize) - filled
      const padding = new Uint8Array(zeros + 8)
      padding[0] = 0x80
      new DataView(padding.buffer).setBigUint64(zeros, bits, true)
      update(padding)
      return toHex(words)
    },
  }
}

/** How far each round turns its words, four steps in a cycle. */
const turns = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const

let sines: readonly number[] | undefined

function buildSines(): readonly number[] {
  return Array.from({ length: 64 }, (_, step) => Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32))
}

function addBlock(words: Int32Array, block: Uint8Array): void {
  sines ??= buildSines()
  const view = new DataView(block.buffer, block.byteOffset, blockSize)
  let [a = 0, b = 0, c = 0, d = 0] = words
  for (let step = 0; step < 64; step += 1) {
    const [mixed, index] = mix(step, b, c, d)
    const sum = (a + mixed + (sines[step] ?? 0) + view.getInt32(index * 4, true)) | 0
    const turn = turns[step >> 4]?.[step & 3] ?? 0
    ;[a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0]
  }
  for (const [index, value] of [a, b, c, d].entries())
    words[index] = ((words[index] ?? 0) + value) | 0
}

/** The function of the round, and which word of the block it takes. */
function mix(step: number, b: number, c: number, d: number): readonly [number, number] {
  if (step < 16) return [(b & c) | (~b & d), step]
  if (step < 32) return [(d & b) | (~d & c), (5 * step + 1) % 16]
  if (step < 48) return [b ^ c ^ d, (3 * step + 5) % 16]
  return [c ^ (b | ~d), (7 * step) % 16]
}

function toHex(words: Int32Array): string {
  const bytes = new DataView(new ArrayBuffer(16))
  for (const [index, word] of words.entries()) bytes.setInt32(index * 4, word, true)
  return Array.from(new Uint8Array(bytes.buffer), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
