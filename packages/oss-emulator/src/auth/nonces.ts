/** Remembers signature nonces, so that a captured request cannot be sent twice. */
export interface Nonces {
  /** `false` if the nonce was used before. `now` is epoch ms. */
  readonly claim: (nonce: string, now: number) => boolean
}

export function createNonces(): Nonces {
  throw new Error('Not written yet.')
}
