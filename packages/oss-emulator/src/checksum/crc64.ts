// CRC-64/XZ as a polynomial over GF(2), reflected: bit 63 is the coefficient of x^0.
const polynomial = 0xc96c5795d7870f42n
const one = 1n << 63n
const x = 1n << 62n

/** The CRC-64 of a run of bytes, and how many there are. */
export interface Crc64Piece {
  readonly crc64: bigint
  readonly size: number
}

/** The CRC-64 of pieces that lie one behind the other, from the CRC-64 of each. */
export function combineCrc64(pieces: Iterable<Crc64Piece>): bigint {
  // Parts of one object nearly all have the same size, and a shift costs a hundred multiplications.
  const shifts = new Map<number, bigint>()
  let combined = 0n
  for (const { crc64, size } of pieces) {
    const shift = shifts.get(size) ?? shiftBy(size)
    shifts.set(size, shift)
    combined = multiply(combined, shift) ^ crc64
  }
  return combined
}

/** x^(8 · size): what appending `size` bytes multiplies a CRC by. */
function shiftBy(size: number): bigint {
  let shift = one
  let square = x
  for (let bits = BigInt(size) * 8n; bits > 0n; bits >>= 1n) {
    if (bits & 1n) shift = multiply(shift, square)
    square = multiply(square, square)
  }
  return shift
}

/** The product of two reflected polynomials, reduced. */
function multiply(a: bigint, b: bigint): bigint {
  let product = 0n
  let shifted = b
  for (let bit = one; bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= shifted
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n
  }
  return product
}
