import type { IHasher } from 'hash-wasm'
import type { Hasher } from './hasher.ts'

/**
 * One WebAssembly instance for any number of hashers: each takes turns with its own state, because
 * every instance reserves gigabytes of addresses. Rejects where WebAssembly is refused.
 */
export async function loadWasmHasher(create: () => Promise<IHasher>): Promise<() => Hasher> {
  const machine = await create()
  const initialState = machine.init().save()
  return () => {
    let state = initialState
    return {
      update: (bytes) => {
        state = machine.load(state).update(bytes).save()
      },
      digest: () => machine.load(state).digest('hex'),
    }
  }
}
