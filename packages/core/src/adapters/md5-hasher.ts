import { createMD5 } from 'hash-wasm'
import type { Hasher } from './hasher.ts'
import { createPlainMd5 } from './md5-plain.ts'
import { loadWasmHasher } from './wasm-hasher.ts'

/** MD5 in upper-case hex, as OSS writes an ETag; without WebAssembly where the page refuses it. */
export async function createMd5Hasher(): Promise<Hasher> {
  loading ??= loadWasmHasher(createMD5).catch(() => createPlainMd5)
  const create = await loading
  const { update, digest } = create()
  return { update, digest: () => digest().toUpperCase() }
}

let loading: Promise<() => Hasher> | undefined
