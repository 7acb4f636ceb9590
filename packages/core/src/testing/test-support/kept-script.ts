import type { Script } from '../simulation/script.ts'

/** A script that once broke a promise, as it was shrunk, and what was wrong. */
export type KeptScript = Script & { readonly wrong: string }
