import { createCRC64 } from 'hash-wasm'
import { createTableCrc64 } from './crc64-table.ts'
import type { Hasher } from './hasher.ts'
import { loadWasmHasher } from './wasm-hasher.ts'

/** CRC-64/ECMA as OSS writes it, by WebAssembly; by tables where the page's CSP refuses it. */
export async function createCrc64Hasher(): Promise<Hasher> {
  loading ??= loadWasmHasher(createCRC64).then(inDecimal, () => createTableCrc64)
  const create = await loading
  return create()
}

let loading: Promise<() => Hasher> | undefined

function inDecimal(create: () => Hasher): () => Hasher {
  return () => {
    const { update, digest } = create()
    return { update, digest: () => String(BigInt(`0x${digest()}`)) }
  }
}
