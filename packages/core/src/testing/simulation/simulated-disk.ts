import { createMemoryJournal } from '../../adapters/memory-journal.ts'
import type { JournalChange, UploadJournal } from '../../ports/upload-journal.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import type { PageLife } from './page-life.ts'
import type { Random } from './random.ts'

export interface DiskOptions {
  readonly clock: VirtualClock
  readonly random: Random
}

/** Hears of everything that is committed, before the page does. */
export type CommitListener = (changes: readonly JournalChange[] | 'clear') => void

export interface JournalOptions {
  readonly life: PageLife
  readonly health: () => JournalHealth
  readonly onCommit: CommitListener
}

/** How the journal of one page fares. */
export type JournalHealth = 'works' | 'rejects' | 'hangs'

interface Commit {
  readonly changes: readonly JournalChange[] | 'clear'
  readonly isStrict: boolean
}

/** Milliseconds that a transaction takes at most. */
const slowestTransaction = 3

/**
 * The database that all pages of a browser share. Transactions come one after the other, those of
 * different pages too. One that is under way when its page dies lands wholly or not at all.
 */
export class SimulatedDisk {
  readonly #clock: VirtualClock
  readonly #random: Random
  #journal = createMemoryJournal({ availability: 'ready' })
  #commits: Commit[] = []
  #last: Promise<void> = Promise.resolve()
  #powerCuts = 0

  constructor({ clock, random }: DiskOptions) {
    this.#clock = clock
    this.#random = random
  }

  /** What is on it, without waiting. */
  get contents(): Pick<UploadJournal, 'list' | 'get' | 'parts'> {
    return this.#journal
  }

  /** The journal as one page has it. */
  open(options: JournalOptions): UploadJournal {
    const { life, onCommit } = options
    const run = <Result>(work: () => Promise<Result>) => life.live(this.#transact(options, work))
    const commit = async (changes: Commit['changes'], isStrict = false) => {
      await apply(this.#journal, changes)
      this.#commits.push({ changes, isStrict })
      onCommit(changes)
    }
    return {
      availability: 'ready',
      list: (storageId) => run(() => this.#journal.list(storageId)),
      get: (id) => run(() => this.#journal.get(id)),
      parts: (id) => run(() => this.#journal.parts(id)),
      write: (changes, { durability } = {}) =>
        run(() => commit(structuredClone(changes), durability === 'strict')),
      claim: (id, { from, owner }) =>
        run(async () => {
          const entry = await this.#journal.get(id)
          if (entry?.owner !== from) return undefined
          const claimed = { ...entry, owner }
          await commit([{ type: 'put', entry: claimed }])
          return claimed
        }),
      clear: () => run(() => commit('clear')),
      close: () => {},
    }
  }

  /** Of what was committed after the last `strict` commit, the end may be lost. */
  async cutPower(): Promise<void> {
    this.#powerCuts += 1
    const strict = this.#commits.findLastIndex(({ isStrict }) => isStrict) + 1
    const kept = strict + this.#random.below(this.#commits.length - strict + 1)
    this.#commits = this.#commits.slice(0, kept)
    this.#journal = createMemoryJournal({ availability: 'ready' })
    for (const { changes } of this.#commits) await apply(this.#journal, changes)
  }

  async #transact<Result>(
    { life, health }: JournalOptions,
    work: () => Promise<Result>,
  ): Promise<Result> {
    if (health() === 'hangs') return new Promise<never>(() => {})
    const before = this.#last
    const powerCuts = this.#powerCuts
    let leave = (): void => {}
    this.#last = new Promise((resolve) => {
      leave = resolve
    })
    await before
    try {
      const isBegun = life.isAlive
      if (isBegun) await this.#clock.sleep(this.#random.below(slowestTransaction + 1))
      if (health() === 'rejects') throw new Error('QuotaExceededError')
      const mayLand = isBegun && powerCuts === this.#powerCuts
      if (!life.isAlive && !(mayLand && this.#random.chance(0.5)))
        throw new Error('The page is gone, and its transaction with it.')
      return await work()
    } finally {
      leave()
    }
  }
}

async function apply(journal: UploadJournal, changes: Commit['changes']): Promise<void> {
  if (changes === 'clear') await journal.clear()
  else await journal.write(changes)
}
