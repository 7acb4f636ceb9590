import { loadAhead, loadOnce } from '@resumable-upload/core'
import type { Signer } from './signer.ts'

/** A signer whose script is loaded ahead of its first request, and not before the page shows something. */
export function lateSigner(load: () => Promise<Signer>): Signer {
  let signer: Signer | null = null
  /** Somebody else may have signed in before there was anything to forget. */
  let isReset = false

  const arrive = loadOnce(async () => {
    signer = await load()
    if (isReset) signer.reset()
    return signer
  })
  loadAhead(arrive)

  return {
    sign: async (operations, context) => (await arrive()).sign(operations, context),
    reject: (generation) => signer?.reject(generation),
    reset() {
      isReset = true
      signer?.reset()
    },
  }
}
