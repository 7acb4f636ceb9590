import type { Script, Settings } from '../simulation/script.ts'

/** A script that once broke a promise, as it was shrunk, and what was wrong. */
export type KeptScript = Script & { readonly wrong: string }

/** Each kept script says where its own differ. */
export const usualSettings: Settings = {
  hidden: 'nothing',
  partsAtOnce: 1,
  partSizes: [26624, 26624],
  small: 'whole',
  keys: 'own',
  confirm: false,
  storages: 'one',
  link: 'even',
  recuts: 'never',
}
