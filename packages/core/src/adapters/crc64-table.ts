import type { Hasher } from './hasher.ts'

/** CRC-64/ECMA without WebAssembly: eight bytes a step, each looked up in a table of its own. */
export function createTableCrc64(): Hasher {
  tables ??= buildTables()
  const { low, high } = tables
  // The register in halves of 32 bits: a BigInt a byte would be fifty times slower.
  let lowWord = -1
  let highWord = -1

  function updateByte(byte: number): void {
    const index = (lowWord ^ byte) & 0xff
    lowWord = ((lowWord >>> 8) | (highWord << 24)) ^ at(low, index)
    highWord = (highWord >>> 8) ^ at(high, index)
  }

  return {
    update: (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      const even = bytes.length - (bytes.length % 8)
      for (let offset = 0; offset < even; offset += 8) {
        const first = lowWord ^ view.getInt32(offset, true)
        const second = highWord ^ view.getInt32(offset + 4, true)
        lowWord = lookUp(low, first, second)
        highWord = lookUp(high, first, second)
      }
      for (const byte of bytes.subarray(even)) updateByte(byte)
    },
    digest: () => String((BigInt(~highWord >>> 0) << 32n) | BigInt(~lowWord >>> 0)),
  }
}

/** Table n tells what a byte turns into with n bytes behind it. All eight lie in one array. */
interface Tables {
  readonly low: Int32Array
  readonly high: Int32Array
}

let tables: Tables | undefined

/** Polynomial 0x42F0E1EBA9EA3693, bits reversed, in halves. */
const polynomial = { low: 0xd7870f42 | 0, high: 0xc96c5795 | 0 }

function buildTables(): Tables {
  const low = new Int32Array(8 * 256)
  const high = new Int32Array(8 * 256)
  for (let byte = 0; byte < 256; byte += 1) {
    let [lowWord, highWord] = [byte, 0]
    for (let bit = 0; bit < 8; bit += 1) {
      const carry = lowWord & 1
      lowWord = ((lowWord >>> 1) | (highWord << 31)) ^ (carry && polynomial.low)
      highWord = (highWord >>> 1) ^ (carry && polynomial.high)
    }
    low[byte] = lowWord
    high[byte] = highWord
  }
  for (let index = 256; index < low.length; index += 1) {
    const [lowWord, highWord] = [at(low, index - 256), at(high, index - 256)]
    low[index] = ((lowWord >>> 8) | (highWord << 24)) ^ at(low, lowWord & 0xff)
    high[index] = (highWord >>> 8) ^ at(high, lowWord & 0xff)
  }
  return { low, high }
}

function lookUp(table: Int32Array, first: number, second: number): number {
  return (
    at(table, 0x700 | (first & 0xff)) ^
    at(table, 0x600 | ((first >>> 8) & 0xff)) ^
    at(table, 0x500 | ((first >>> 16) & 0xff)) ^
    at(table, 0x400 | (first >>> 24)) ^
    at(table, 0x300 | (second & 0xff)) ^
    at(table, 0x200 | ((second >>> 8) & 0xff)) ^
    at(table, 0x100 | ((second >>> 16) & 0xff)) ^
    at(table, second >>> 24)
  )
}

/** Every index here is inside the table by its mask. */
function at(table: Int32Array, index: number): number {
  return table[index] ?? 0
}
