import { maximumSkew } from './signing-time.ts'

/** Remembers signature nonces, so that a captured request cannot be sent twice. */
export interface Nonces {
  /** `false` if the nonce was used before. `now` is epoch ms. */
  readonly claim: (nonce: string, now: number) => boolean
}

/** Forgets a nonce once its request's timestamp would be refused anyway. */
export function createNonces(): Nonces {
  const forgetAt = new Map<string, number>()
  return {
    claim: (nonce, now) => {
      for (const [old, time] of forgetAt) if (time < now) forgetAt.delete(old)
      if (forgetAt.has(nonce)) return false
      forgetAt.set(nonce, now + 2 * maximumSkew)
      return true
    },
  }
}
