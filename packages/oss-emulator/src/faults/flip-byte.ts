import { findFault, type MetFault } from './fault-box.ts'

/** The bytes of an object as the fault `object-damaged` lets them be stored. */
export function damageObject(
  source: AsyncIterable<Uint8Array>,
  faults: readonly MetFault[],
): AsyncIterable<Uint8Array> {
  const damage = findFault(faults, 'object-damaged')
  return damage === null ? source : flipByte(source, damage.offset ?? 0)
}

/** The same bytes, with the lowest bit of the byte at `offset` flipped; shorter sources pass unharmed. */
export async function* flipByte(
  source: AsyncIterable<Uint8Array>,
  offset: number,
): AsyncGenerator<Uint8Array> {
  let start = 0
  for await (const bytes of source) {
    const index = offset - start
    start += bytes.byteLength
    yield index >= 0 && index < bytes.byteLength ? flipped(bytes, index) : bytes
  }
}

function flipped(bytes: Uint8Array, index: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[index] = (copy[index] ?? 0) ^ 1
  return copy
}
