/** CRC-64/ECMA (XZ form) as OSS writes it: an unsigned decimal string. */
export type Crc64 = string

/** Polynomial 0x42F0E1EBA9EA3693, bits reversed. */
const polynomial = 0xc96c5795d7870f42n

/** A 64×64 matrix over GF(2): row n is what bit n turns into. */
type Operator = readonly bigint[]

/** CRC-64 of `a` followed by `b`, from their own CRCs and the length of `b` in bytes. */
export function combineCrc64(crcA: Crc64, crcB: Crc64, lengthB: number): Crc64 {
  let crc = BigInt(crcA)
  for (let [bytes, bit] = [lengthB, 0]; bytes > 0; bytes = Math.floor(bytes / 2), bit += 1)
    if (bytes % 2 === 1) crc = apply(zeroBytes(bit), crc)
  return String(crc ^ BigInt(crcB))
}

/** CRC-64 of no bytes: the neutral element of `combineCrc64`. */
export const emptyCrc64: Crc64 = '0'

const operators: Operator[] = []

/** Appends 2^power zero bytes. Squared from the one before, and kept: 50 serve any file. */
function zeroBytes(power: number): Operator {
  const known = operators[power]
  if (known) return known
  const operator = power === 0 ? square(square(square(oneZeroBit()))) : square(zeroBytes(power - 1))
  operators[power] = operator
  return operator
}

function oneZeroBit(): Operator {
  return Array.from({ length: 64 }, (_, bit) => (bit === 0 ? polynomial : 1n << BigInt(bit - 1)))
}

function square(operator: Operator): Operator {
  return operator.map((row) => apply(operator, row))
}

function apply(operator: Operator, vector: bigint): bigint {
  let sum = 0n
  for (let bit = 0, rest = vector; rest > 0n; bit += 1, rest >>= 1n)
    if (rest & 1n) sum ^= operator[bit] ?? 0n
  return sum
}
