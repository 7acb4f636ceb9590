/** CRC-64/ECMA (XZ form) as OSS writes it: an unsigned decimal string. */
export type Crc64 = string

/** Polynomial 0x42F0E1EBA9EA3693, bits reversed. */
const polynomial = 0xc96c5795d7870f42n

/** A 64×64 matrix over GF(2): row n is what bit n turns into. */
type Operator = readonly bigint[]

/** CRC-64 of `a` followed by `b`, from their own CRCs and the length of `b` in bytes. */
export function combineCrc64(crcA: Crc64, crcB: Crc64, lengthB: number): Crc64 {
  const crc = BigInt(crcA)
  const tables = tablesFor(lengthB)
  return String((tables ? lookUp(tables, crc) : append(lengthB, crc)) ^ BigInt(crcB))
}

/** CRC-64 of no bytes: the neutral element of `combineCrc64`. */
export const emptyCrc64: Crc64 = '0'

/** What zero bytes make of a CRC, by its eight bytes: the sum of what they make of each. */
type Tables = readonly (readonly bigint[])[]

/** Tables take as long to build as so many parts take without. */
const worthTables = 50

/** The parts of a file are of one length: ten thousand of them take a hundredth of the time. */
const latest: { length: number; count: number; tables: Tables | null } = {
  length: 0,
  count: 0,
  tables: null,
}

function tablesFor(length: number): Tables | null {
  if (length !== latest.length) Object.assign(latest, { length, count: 0, tables: null })
  latest.count += 1
  if (latest.count > worthTables) latest.tables ??= tabulate(length)
  return latest.tables
}

function tabulate(length: number): Tables {
  const bits = Array.from({ length: 64 }, (_, bit) => append(length, 1n << BigInt(bit)))
  return Array.from({ length: 8 }, (_, byte) => {
    const table = [0n]
    for (let value = 1; value < 256; value += 1) {
      const highest = 31 - Math.clz32(value)
      const rest = table[value - (1 << highest)] ?? 0n
      table.push(rest ^ (bits[8 * byte + highest] ?? 0n))
    }
    return table
  })
}

function lookUp(tables: Tables, crc: bigint): bigint {
  let sum = 0n
  let rest = crc
  for (const table of tables) {
    sum ^= table[Number(rest & 0xffn)] ?? 0n
    rest >>= 8n
  }
  return sum
}

/** Appends so many zero bytes. */
function append(length: number, before: bigint): bigint {
  let crc = before
  for (let [bytes, bit] = [length, 0]; bytes > 0; bytes = Math.floor(bytes / 2), bit += 1)
    if (bytes % 2 === 1) crc = apply(zeroBytes(bit), crc)
  return crc
}

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
